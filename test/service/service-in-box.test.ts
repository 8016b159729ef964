import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import type { z } from 'zod'
import { marked } from '../../src/service/mark.ts'
import { serviceChangeSchema, serviceStatusSchema } from '../docs/service-schema.ts'
import { doctorIn } from '../faults/box-doctor.ts'
import { assertFault, saidBy, unexplained } from '../faults/doctor-run.ts'
import { PROGRAM } from '../helpers/program.ts'
import {
  type BoxOutcome,
  type BoxRunOptions,
  bootSystemdBox,
  type SystemdBox,
} from '../helpers/systemd-box.ts'
import { tinyDisk } from '../helpers/temporary-folder.ts'

type Status = z.infer<typeof serviceStatusSchema>
type Change = z.infer<typeof serviceChangeSchema>

const UNIT = '/etc/systemd/system/chatserver.service'
const CONFIG = '/opt/chatserver/config.json'
const DROP_IN = `${UNIT}.d/test.conf`
const PATIENCE = 300

const sh = (box: SystemdBox, script: string) => box.ok(['sh', '-c', script])
const service = (box: SystemdBox, words: string, options: BoxRunOptions = {}): Promise<BoxOutcome> =>
  box.chatctl(['service', ...words.split(' ')], options)

async function status(box: SystemdBox, options: BoxRunOptions = {}, more = ''): Promise<Status> {
  const { stdout } = await service(box, `status --json ${more}`.trim(), options)
  return serviceStatusSchema.parse(JSON.parse(stdout))
}

async function change(box: SystemdBox, words: string): Promise<Change & { readonly code: number }> {
  const { code, stdout, stderr } = await service(box, `${words} --json`)
  assert.match(stdout, /^\{/, stderr)
  return { code, ...serviceChangeSchema.parse(JSON.parse(stdout)) }
}

/** Asks systemd until a script says yes. */
async function until(box: SystemdBox, script: string): Promise<void> {
  for (let look = 0; look < PATIENCE; look++) {
    if ((await box.run(['sh', '-c', script])).code === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail(script)
}

const mainPid = async (box: SystemdBox) => (await sh(box, 'systemctl show -P MainPID chatserver')).trim()

/** The service comes back by itself, as another process. */
async function comesBack(box: SystemdBox, before: string): Promise<void> {
  await until(
    box,
    `set -- $(systemctl show -P ActiveState chatserver; systemctl show -P MainPID chatserver); test "$1" = active && test "$2" != ${before} && test "$2" -gt 0`,
  )
}

async function dropIn(box: SystemdBox, line: string): Promise<void> {
  await box.write(DROP_IN, `[Service]\n${line}\n`)
  await box.ok(['systemctl', 'daemon-reload'])
}

async function withoutDropIn(box: SystemdBox): Promise<void> {
  await sh(box, `rm -rf ${UNIT}.d; systemctl daemon-reload; systemctl reset-failed chatserver`)
}

test('the service from its installation over crashes, an upgrade and a reboot to its removal', async (t) => {
  const path = tinyDisk(t, 'size=2g,mode=755')
  if (path === undefined) return
  const disk = { path }
  const box = await bootSystemdBox(t, disk)
  if (box === undefined) return
  await installation(t, box)
  await endings(t, box)
  await upgrade(t, box)
  await sh(box, "find /etc/systemd/system/multi-user.target.wants -type l -not -name 'chatserver*' -delete")
  await box.end()
  const again = await bootSystemdBox(t, disk)
  assert.ok(again)
  await afterBoot(t, again)
  await removal(t, again)
  await oneUser(t, again)
  await takenOver(t, again)
})

async function installation(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test(
    '--dry-run shows every file and command, also to an ordinary user, and changes nothing',
    async () => {
      const { code, stdout } = await service(box, 'install --dry-run', { user: 'nobody' })
      assert.equal(code, 0)
      for (const line of [
        /useradd .* chatserver/,
        /ProtectSystem=strict/,
        /"port": 3000/,
        /systemctl enable chatserver/,
      ])
        assert.match(stdout, line)
      assert.match((await service(box, 'install --dry-run')).stdout, /systemctl start chatserver/)
      assert.notEqual((await box.run(['ls', UNIT, CONFIG, '/usr/local/lib/chatctl'])).stderr, '')
      assert.equal((await box.run(['id', 'chatserver'])).code, 1)
    },
  )

  await t.test('an ordinary user is told the command for root', async () => {
    const { code, stderr } = await service(box, 'install', { user: 'nobody' })
    assert.equal(code, 1)
    assert.match(stderr, /service\/needs-root\] Fix: sudo .*service install/)
  })

  await t.test('it is installed, runs, and starts at boot', async () => {
    const done = await change(box, 'install')
    assert.equal(done.code, 0)
    assert.equal(done.power?.outcome, 'done')
    const found = await status(box)
    assert.equal(found.state, 'active')
    assert.equal(found.enabled, 'enabled')
    assert.equal(found.unitFile.standing, 'in-place')
    assert.equal(found.connections, 0)
    assert.equal(found.lastEnding, null)
  })

  await t.test(
    'owners and modes are those of the guide, and the program is none that the server could exchange',
    async () => {
      const seen = await sh(
        box,
        `stat -c '%n %U:%G %a' /opt/chatserver ${CONFIG} /opt/chatserver/data /var/log/chatserver`,
      )
      assert.equal(
        seen,
        `/opt/chatserver chatserver:chatserver 750\n${CONFIG} chatserver:chatserver 640\n/opt/chatserver/data chatserver:chatserver 750\n/var/log/chatserver chatserver:chatserver 750\n`,
      )
      assert.equal(
        await sh(box, 'find /usr/local/lib/chatctl -not -user root -or -perm /022 -not -type l'),
        '',
      )
      assert.match(await sh(box, 'getent passwd chatserver'), /nologin$/m)
    },
  )

  await t.test('systemd finds it exposed less than 2.0 of 10', async () => {
    const said = await sh(box, 'systemd-analyze security chatserver --no-pager | tail -1')
    assert.ok(Number(/level for chatserver\.service: ([\d.]+)/.exec(said)?.[1]) < 2, said)
  })

  await t.test('doctor finds it healthy, and the journal explains our messages', async () => {
    assert.deepEqual(unexplained(await doctorIn(box)), [])
    assert.match(await sh(box, 'journalctl --list-catalog'), /The server is running/)
  })

  await t.test('a second installation has nothing to do', async () => {
    const pid = await mainPid(box)
    assert.equal((await change(box, 'install')).outcome, 'nothing-to-do')
    assert.equal(await mainPid(box), pid)
  })

  await t.test('two at once: the second one says so', async () => {
    const started = await sh(box, "sed 's/.*) //' /proc/1/stat | cut -d' ' -f20")
    await box.write('/run/chatctl-service.lock', JSON.stringify({ pid: 1, started: started.trim() }))
    const { code, stderr } = await service(box, 'install')
    assert.equal(code, 1)
    assert.match(stderr, /process 1\) \[service\/busy\]/)
    await box.ok(['rm', '/run/chatctl-service.lock'])
  })
}

async function endings(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test('killed, it comes back, and status tells what happened', async () => {
    await dropIn(box, 'RestartSec=100ms')
    const pid = await mainPid(box)
    await box.ok(['kill', '-KILL', pid])
    await comesBack(box, pid)
    const { lastEnding, restarts, state } = await status(box)
    assert.equal(state, 'active')
    assert.equal(restarts, 1)
    assert.equal(lastEnding?.status, 'SIGKILL')
    assert.equal(lastEnding?.topic, 'killed')
    await withoutDropIn(box)
  })

  await t.test(
    'a broken configuration: not started again and again, doctor names the line, and a start mends it',
    async () => {
      await sh(box, `cp -p ${CONFIG} /root/good.json; sed -i 's/^{/{,/' ${CONFIG}`)
      const { code, stdout } = await service(box, 'restart')
      assert.equal(code, 1)
      assert.match(stdout, /did not come up again: exit-code/)
      assert.match(stdout, /exit code 2 - .*chatctl explain config-unusable/)
      assert.match(stdout, /config\.json has 1 error/)
      const found = await status(box)
      assert.equal(found.state, 'failed')
      assert.deepEqual(found.next, ['chatctl doctor', 'chatctl service restart'])
      const run = await doctorIn(box)
      assertFault(run, 'config/syntax', /config\.json:1/)
      assert.match(saidBy(run, 'service/failed'), /code 2: the configuration cannot be used/)
      await sh(box, `cp -p /root/good.json ${CONFIG}`)
      assert.match((await service(box, 'start')).stdout, /chatserver\.service runs/)
      assert.equal((await change(box, 'start')).outcome, 'nothing-to-do')
    },
  )

  await t.test('out of memory, it is told as that', async () => {
    await dropIn(box, 'Environment=NODE_OPTIONS=--max-old-space-size=9\nRestart=no')
    const { code, stdout } = await service(box, 'restart')
    assert.equal(code, 1)
    assert.match(stdout, /signal SIGABRT.*chatctl explain aborted/)
    assertFault(await doctorIn(box, ['service', 'network']), 'service/killed-for-memory', /heap/i)
    await withoutDropIn(box)
  })

  await t.test('stopped by a signal, the watchdog ends it and it comes back', async () => {
    await dropIn(box, 'WatchdogSec=2\nRestartSec=100ms')
    assert.equal((await change(box, 'restart')).code, 0)
    const pid = await mainPid(box)
    await box.ok(['kill', '-STOP', pid])
    await comesBack(box, pid)
    const { lastEnding, unitFile } = await status(box)
    assert.equal(lastEnding?.result, 'watchdog')
    assert.equal(lastEnding?.topic, 'watchdog')
    assert.deepEqual(unitFile.dropIns, [DROP_IN])
    await withoutDropIn(box)
  })
}

/** Stays connected and prints a line when it is no longer. */
const CLIENT = `
import socket
s = socket.create_connection(('127.0.0.1', 3000))
print('connected', flush=True)
while s.recv(4096): pass
print('closed', flush=True)
`

async function upgrade(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test(
    'an upgrade disconnects nobody, keeps data and edits, and takes over at a restart',
    async () => {
      const text = await sh(box, `cat ${UNIT}`)
      const old = text.replace(/^# chatctl-content: .*\n/m, '').replace('TasksMax=512', 'TasksMax=256')
      await box.write(UNIT, marked(old))
      await sh(
        box,
        `sed -i 's/"level": "INFO"/"level": "DEBUG"/' ${CONFIG}; echo '["203.0.113.9"]' > /opt/chatserver/data/banned_ips.json`,
      )
      await change(box, 'restart')
      const pid = await mainPid(box)
      const client = spawn('nsenter', ['-t', String(box.pid), '-a', 'python3', '-c', CLIENT])
      t.after(() => client.kill('SIGKILL'))
      const lines = createInterface({ input: client.stdout })[Symbol.asyncIterator]()
      assert.equal((await lines.next()).value, 'connected')
      assert.equal((await status(box)).unitFile.standing, 'older')
      const done = await change(box, 'install')
      assert.equal(done.needsRestart, true)
      assert.equal(await mainPid(box), pid)
      assert.equal((await status(box)).connections, 1)
      const { stdout, stderr } = await service(box, 'restart')
      assert.match(stdout, /runs again/)
      assert.match(stderr, /Connected before: 1/)
      assert.equal((await lines.next()).value, 'closed')
      assert.match(await sh(box, `cat ${CONFIG}`), /"level": "DEBUG"/)
      assert.equal((await sh(box, 'cat /opt/chatserver/data/banned_ips.json')).trim(), '["203.0.113.9"]')
      assert.equal((await sh(box, 'systemctl show -P TasksMax chatserver')).trim(), '512')
    },
  )
}

async function afterBoot(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test('after a boot it runs again', async () => {
    // What other services of this machine want to start at boot is not waited for.
    await box.ok(['systemctl', 'start', '--no-block', 'multi-user.target'])
    await until(box, 'test "$(systemctl show -P ActiveState chatserver)" = active')
    const found = await status(box)
    assert.equal(found.state, 'active')
    assert.equal(found.unitFile.standing, 'in-place')
  })
}

async function removal(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test('it is removed after a yes alone; configuration, data and logs stay', async () => {
    const refused = await service(box, 'uninstall')
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /cli\/needs-yes/)
    assert.equal((await status(box)).state, 'active')
    assert.equal((await change(box, 'uninstall --yes')).outcome, 'done')
    assert.equal((await status(box)).state, 'missing')
    await box.ok(['ls', CONFIG, '/opt/chatserver/data', '/var/log/chatserver/server.log'])
    const left = [UNIT, '/etc/logrotate.d/chatserver', '/usr/local/bin/chatctl', '/usr/local/lib/chatctl']
    for (const path of left) assert.notEqual((await box.run(['ls', path])).code, 0, path)
    assert.equal((await change(box, 'uninstall --yes')).outcome, 'nothing-to-do')
  })

  await t.test('a unit of somebody else is not touched without being told to, and kept then', async () => {
    const theirs = '[Service]\nExecStart=/bin/sleep 1000\n'
    await box.unit('chatserver', theirs)
    for (const words of ['install', 'uninstall --yes']) {
      const { code, stderr } = await service(box, words)
      assert.equal(code, 1)
      assert.match(stderr, /chatserver\.service; nothing has changed \[service\/not-ours\]/)
    }
    assert.equal(await sh(box, `cat ${UNIT}`), theirs)
    assert.notEqual((await box.run(['ls', '/usr/local/lib/chatctl'])).code, 0)
    assert.equal((await change(box, 'install --force')).code, 0)
    assert.equal(await sh(box, `cat ${UNIT}.before-chatctl`), theirs)
    assert.equal((await status(box)).state, 'active')
  })

  await t.test('purged, nothing is left; that takes more than a bare yes', async () => {
    const refused = await service(box, 'uninstall --purge --yes')
    assert.match(refused.stderr, /service\/purge-needs-yes\].*uninstall --purge --yes=destructive/)
    assert.equal((await change(box, 'uninstall --purge --yes=destructive')).outcome, 'done')
    assert.equal(await sh(box, 'ls -d /opt/chatserver* /var/log/chatserver* 2>/dev/null || true'), '')
    assert.equal((await box.run(['id', 'chatserver'])).code, 1)
  })
}

async function takenOver(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test(
    'files that are there get the owner that the server needs, keep their content, and may lie behind a link',
    async () => {
      const settings = '{"server": {"port": 80}}'
      await sh(
        box,
        `mkdir -p /srv/chat/data; ln -s /srv/chat /opt/chatserver; umask 077; echo '${settings}' > ${CONFIG}`,
      )
      await sh(box, "echo '[]' > /opt/chatserver/data/banned_ips.json")
      assert.equal((await change(box, 'install')).code, 0)
      assert.equal((await sh(box, `cat ${CONFIG}`)).trim(), settings)
      assert.equal(
        (await sh(box, 'stat -c %U /srv/chat /srv/chat/data/banned_ips.json')).trim(),
        'chatserver\nchatserver',
      )
      assert.deepEqual((await status(box)).ports, [{ use: 'chat', host: '0.0.0.0', port: 80 }])
      await until(box, "ss -Hltn 'sport = :80' | grep -q .")
    },
  )

  await t.test('timers run what they are for, and are no reason to worry', async () => {
    assert.equal((await change(box, 'install --with-timers')).code, 0)
    const units = (await sh(box, 'ls /etc/systemd/system/chatserver-*.timer')).trim().split('\n')
    assert.ok(units.some((path) => path.endsWith('/chatserver-backup.timer')))
    for (const path of units) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      assert.equal((await sh(box, `systemctl is-active ${name}`)).trim(), 'active')
      await box.ok(['systemctl', 'start', name.replace('.timer', '.service')])
    }
    assert.match(await sh(box, 'ls /var/backups/chatserver'), /^chatserver-.*\.tar\.gz$/m)
    assert.equal((await change(box, 'install')).outcome, 'nothing-to-do')
  })

  await t.test('a unit that somebody has edited is not overwritten', async () => {
    await sh(box, `sed -i 's/WatchdogSec=30/WatchdogSec=60/' ${UNIT}; systemctl daemon-reload`)
    assert.equal((await status(box)).unitFile.standing, 'edited')
    assert.match((await service(box, 'install')).stderr, /service\/not-ours/)
    assert.match(await sh(box, `cat ${UNIT}`), /WatchdogSec=60/)
  })
}

async function oneUser(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test("a service of one user, without root, under that user's own systemd", async () => {
    await box.ok(['useradd', '--create-home', 'carol'])
    const uid = (await sh(box, 'id -u carol')).trim()
    await box.ok(['systemctl', 'start', `user@${uid}.service`])
    const carol = { user: 'carol', env: { HOME: '/home/carol', XDG_RUNTIME_DIR: `/run/user/${uid}` } }
    const done = await service(box, 'install --user', carol)
    assert.equal(done.code, 0, done.stderr)
    const found = await status(box, carol, '--user')
    assert.equal(found.state, 'active')
    assert.equal(found.scope, 'user')
    assert.equal(found.lingers, false)
    assert.equal(found.config, '/home/carol/.local/share/chatserver/config.json')
    assert.match((await service(box, 'install --user', carol)).stdout, /Nothing to do/)
    assert.equal((await service(box, 'uninstall --user --yes', carol)).code, 0)
    await box.ok(['ls', '/home/carol/.local/share/chatserver/config.json'])
    assert.equal((await status(box, carol, '--user')).state, 'missing')
  })

  await t.test('where no systemd answers it says so, and what to do instead', async () => {
    const without = await box.run([
      'unshare',
      '--mount',
      'sh',
      '-c',
      `mount -t tmpfs tmpfs /run && exec ${process.execPath} ${PROGRAM} service install`,
    ])
    assert.equal(without.code, 1)
    assert.match(without.stderr, /service\/no-systemd\].*chatctl serve/)
    const nobody = await service(box, 'status --user', { user: 'nobody' })
    assert.match(nobody.stderr, /service\/no-user-manager\].*enable-linger/)
  })
}
