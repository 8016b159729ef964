import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { marked } from '../../src/service/mark.ts'
import { doctorIn } from '../faults/box-doctor.ts'
import { assertFault, saidBy, unexplained } from '../faults/doctor-run.ts'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'
import { tinyDisk } from '../helpers/temporary-folder.ts'
import { CONFIG, change, service, sh, status, UNIT, until } from './service-of-box.ts'

const DROP_IN = `${UNIT}.d/test.conf`

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
test('the service from its installation over crashes and an upgrade to a reboot', async (t) => {
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

  await t.test(
    'stopped by Ctrl+C, and on a full disk, all is as it was before, and that is said',
    async () => {
      const look =
        'ls -d /opt/chatserver* /var/log/chatserver* /usr/local/bin/chatctl /usr/local/lib/chatctl/* /etc/systemd/system/chat* /etc/logrotate.d/chat* 2>/dev/null; id chatserver 2>/dev/null; true'
      const interrupting = '/usr/local/sbin/journalctl'
      await box.write(interrupting, '#!/bin/sh\nkill -INT $PPID\nexec /usr/bin/journalctl "$@"\n')
      await box.ok(['chmod', '755', interrupting])
      const stopped = await service(box, 'install')
      await box.ok(['rm', interrupting])
      assert.equal(stopped.code, 130)
      assert.match(stopped.stderr, /everything is as it was before \[service\/interrupted\]/)
      assert.equal(await sh(box, look), '')
      await sh(box, 'mount -t tmpfs -o size=1m tmpfs /usr/local/lib')
      const full = await service(box, 'install')
      await sh(box, 'umount /usr/local/lib')
      assert.equal(full.code, 1)
      assert.match(full.stderr, /ENOSPC\); everything is as it was before \[service\/not-done\]/)
      assert.equal(await sh(box, look), '')
    },
  )

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
    await box.write('/run/chatctl-service.lock', JSON.stringify({ pid: 999_999, started: '1' }))
    assert.equal((await change(box, 'install')).code, 0, 'of one that was killed')
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
      assert.match(stdout, /config\.json cannot be used \(errors: 1\)/)
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
