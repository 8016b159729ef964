import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { verdictSchema } from '../docs/verdict-schema.ts'
import { doctorIn, fixIn } from '../faults/box-doctor.ts'
import { assertFault, resultOf } from '../faults/doctor-run.ts'
import { PROGRAM } from '../helpers/program.ts'
import { type BoxRunOptions, bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'
import { CONFIG, change, service, sh, status, UNIT, until } from './service-of-box.ts'

test('what was there before an installation, what is left behind it, and a service of one user', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await removal(t, box)
  await oneUser(t, box)
  await takenOver(t, box)
})

const ADVICE = /"chatctl service install --with-timers"/

async function removal(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test('a unit of somebody else is not touched without being told to, and kept then', async () => {
    const theirs = '[Service]\nEnvironment=DB_PASSWORD=hunter2\nExecStart=/bin/sleep 1000\n'
    await box.unit('chatserver', theirs)
    for (const words of ['install', 'uninstall --yes']) {
      const { code, stderr } = await service(box, words)
      assert.equal(code, 1)
      assert.match(stderr, /chatserver\.service; nothing has changed \[service\/not-ours\]/)
    }
    const plan = await service(box, 'install --dry-run')
    assert.match(plan.stdout, /-ExecStart=\/bin\/sleep 1000/)
    assert.doesNotMatch(plan.stdout, /hunter2/)
    assert.equal(await sh(box, `cat ${UNIT}`), theirs)
    assert.notEqual((await box.run(['ls', '/usr/local/lib/chatctl'])).code, 0)
    assert.equal((await change(box, 'install --force')).code, 0)
    assert.equal(await sh(box, `cat ${UNIT}.before-chatctl`), theirs)
    assert.equal((await status(box)).state, 'active')
  })

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

  await t.test('purged, nothing is left; that takes more than a bare yes', async () => {
    const refused = await service(box, 'uninstall --purge --yes')
    assert.match(refused.stderr, /service\/purge-needs-yes\].*uninstall --purge --yes=destructive/)
    assert.equal((await change(box, 'uninstall --purge --yes=destructive')).outcome, 'done')
    assert.equal(await sh(box, 'ls -d /opt/chatserver* /var/log/chatserver* 2>/dev/null || true'), '')
    assert.equal((await box.run(['id', 'chatserver'])).code, 1)
  })
}

async function oneUser(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test(
    "a service of one user, without root, under that user's own systemd, in a home of links",
    async () => {
      await box.ok(['useradd', '--create-home', 'carol'])
      await sh(
        box,
        `mkdir /srv/homes; mv /home/carol /srv/homes; ln -s /srv/homes/carol /home/carol
      cd /srv/homes; mkdir carol-config carol-local; ln -s ../carol-config carol/.config; ln -s ../carol-local carol/.local; chown -h carol: . carol* carol/.*`,
      )
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
      const doctor = await box.run(
        [process.execPath, PROGRAM, 'doctor', 'service/not-installed', 'config/missing', '--json'],
        carol,
      )
      const { counts } = verdictSchema.parse(JSON.parse(doctor.stdout))
      assert.equal(counts.pass, 2, doctor.stdout)
      await stoppedOfUser(box, carol, uid)
      assert.match((await service(box, 'install --user', carol)).stdout, /Nothing to do/)
      assert.equal((await service(box, 'uninstall --user --yes', carol)).code, 0)
      await box.ok(['ls', '/home/carol/.local/share/chatserver/config.json'])
      assert.equal((await status(box, carol, '--user')).state, 'missing')
    },
  )

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

/** The user, and root who has become root from him, are told what starts it again, and it does. */
async function stoppedOfUser(box: SystemdBox, carol: BoxRunOptions, uid: string): Promise<void> {
  const stop = () => box.ok(['systemctl', '--user', 'stop', 'chatserver'], carol)
  const told = async (words: readonly string[], who: BoxRunOptions) => {
    const run = await doctorIn(box, ['service', ...words], who)
    assertFault(run, 'service/not-running', /chatserver\.service is inactive/)
    return resultOf(run, 'service/not-running').fix?.commands
  }
  await stop()
  assert.deepEqual(await told([], carol), ['systemctl --user start chatserver'])
  await box.ok(['systemctl', '--user', 'start', 'chatserver'], carol)
  await stop()
  const root = { env: { SUDO_UID: uid, SUDO_USER: 'carol' } }
  const command = 'systemctl --user -M carol@ start chatserver'
  assert.deepEqual(await told([], root), [command])
  // Whose the configuration is that root names is known too.
  assert.deepEqual(await told(['--config', '/home/carol/.local/share/chatserver/config.json'], {}), [command])
  const { fixes } = await fixIn(box, root)
  assert.deepEqual(
    fixes.map(({ check, outcome }) => [check, outcome]),
    [['service/not-running', 'cured']],
  )
  assert.equal((await status(box, carol, '--user')).state, 'active')
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

  await t.test(
    'what the monitor finds is no failure of its unit, but a backup that is not made is one',
    async () => {
      const ending = async (job: string) => {
        await box.run(['systemctl', 'start', `chatserver-${job}.service`])
        const shown = await sh(box, `systemctl show -p Result -p ExecMainStatus chatserver-${job}.service`)
        return Object.fromEntries(
          shown
            .trim()
            .split('\n')
            .map((line) => line.split('=')),
        )
      }
      await box.ok(['systemctl', 'stop', 'chatserver'])
      assert.deepEqual(await ending('monitor'), { Result: 'success', ExecMainStatus: '1' })
      await sh(box, `cp -a ${CONFIG} /root/config.json; echo '{' > ${CONFIG}`)
      assert.deepEqual(await ending('monitor'), { Result: 'success', ExecMainStatus: '2' })
      // That it could not look at all is one.
      await sh(box, 'mv /var/lib/chatctl /root/chatctl.state; touch /var/lib/chatctl')
      assert.deepEqual(await ending('monitor'), { Result: 'exit-code', ExecMainStatus: '3' })
      await sh(box, 'rm /var/lib/chatctl; mv /root/chatctl.state /var/lib/chatctl')
      await sh(box, `cp -a /root/config.json ${CONFIG}; mv /var/backups/chatserver /root`)
      // No timer is in the way: the advice is to have them, and following it brings them.
      await sh(box, 'rm /etc/systemd/system/timers.target.wants/chatserver-*; touch /var/backups/chatserver')
      assert.deepEqual(await ending('backup'), { Result: 'exit-code', ExecMainStatus: '1' })
      // A monitor that has looked a moment ago is one, however it was started.
      await sh(
        box,
        'rm /var/backups/chatserver; systemctl reset-failed; find /root /var/lib -name monitor.json -delete',
      )
      for (const check of ['maintenance/monitor', 'maintenance/backup'])
        assert.match((await box.run(['chatctl', 'doctor', check, '--json'])).stdout, ADVICE)
      await box.ok(['systemctl', 'start', 'chatserver'])
    },
  )

  await t.test('a unit that somebody has edited is not overwritten', async () => {
    await sh(box, `sed -i 's/WatchdogSec=30/WatchdogSec=60/' ${UNIT}; systemctl daemon-reload`)
    assert.equal((await status(box)).unitFile.standing, 'edited')
    assert.match((await service(box, 'install')).stderr, /service\/not-ours/)
    assert.match(await sh(box, `cat ${UNIT}`), /WatchdogSec=60/)
  })
}
