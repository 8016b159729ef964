import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { z } from 'zod'
import { migrateSchema } from '../docs/migrate-schema.ts'
import { doctorIn } from '../faults/box-doctor.ts'
import { unexplained } from '../faults/doctor-run.ts'
import {
  type BoxOutcome,
  type BoxRunOptions,
  bootSystemdBox,
  type SystemdBox,
} from '../helpers/systemd-box.ts'
import { sh, status, until } from '../service/service-of-box.ts'
import { connectClient, installOriginal } from './original.ts'

const migrate = (box: SystemdBox, words = '', options: BoxRunOptions = {}): Promise<BoxOutcome> =>
  box.chatctl(['migrate', ...words.split(' ').filter(Boolean)], options)

async function document(box: SystemdBox, words: string): Promise<z.infer<typeof migrateSchema>> {
  const { code, stdout, stderr } = await migrate(box, `${words} --json`)
  assert.equal(code, 0, stderr + stdout)
  return migrateSchema.parse(JSON.parse(stdout))
}

/** Bytes, owners and modes of all that a migration could touch; of the log only owner and mode. */
const photograph = (box: SystemdBox) =>
  sh(
    box,
    `set -- /opt/chatserver /var/log/chatserver /etc/systemd/system/chatserver.service* /etc/logrotate.d /var/spool/cron/crontabs
    find "$@" -type f -not -name server.log -exec sha256sum {} + | sort -k2; find "$@" -not -name '*.pyc' -exec stat -c '%n %U:%G %a' {} + | sort
    systemctl is-enabled chatserver`,
  )

/** A systemctl in front of the real one, which does something to whoever calls it with these words first. */
async function lieInWait(box: SystemdBox, words: string, deed: string): Promise<void> {
  await box.write(
    '/usr/local/sbin/systemctl',
    `#!/bin/sh\ncase "$*" in "${words}"*) rm -f /usr/local/sbin/systemctl; ${deed};; esac\nexec /usr/bin/systemctl "$@"\n`,
  )
  await box.ok(['chmod', '755', '/usr/local/sbin/systemctl'])
}

const pythonAnswers = (box: SystemdBox) =>
  until(box, "ss -Hltnp 'sport = :3000' | grep -q python && systemctl is-active --quiet chatserver")

test('the Python server is taken over and given back, whatever happens on the way', {
  timeout: 150_000,
}, async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await installOriginal(box)
  await pythonAnswers(box)
  const before = await photograph(box)
  await beforehand(t, box, before)
  await mishaps(t, box, before)
  await takenOver(t, box)
  await givenBack(t, box, before)
  await elsewhere(t, box)
})

async function beforehand(t: TestContext, box: SystemdBox, before: string): Promise<void> {
  await t.test('an ordinary user sees the plan, and is told that it needs root', async () => {
    const shown = await migrate(box, '--dry-run', { user: 'nobody' })
    assert.equal(shown.code, 0, shown.stderr)
    for (const line of [
      /original server \(version 9\) in \/opt\/chatserver/,
      /ban list \/opt\/chatserver\/data\/banned_ips\.json \(2\)/,
      /mute list .*muted_ips\.json \(1\)/,
      /readable password becomes a hash/,
      /limits\.conf goes/,
      /chatserver\.service/,
      /Only root can do this/,
    ])
      assert.match(shown.stdout, line)
    assert.doesNotMatch(shown.stdout, /a-long-password-of-old|\$argon2/)
    const refused = await migrate(box, '', { user: 'nobody' })
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /service\/needs-root/)
  })

  await t.test('nothing is done without a yes, and nothing was done by looking', async () => {
    const { stderr, code } = await migrate(box)
    assert.equal(code, 1)
    assert.match(stderr, /cli\/needs-yes/)
    const plan = await document(box, '--dry-run')
    assert.ok(plan.outcome === 'planned')
    assert.deepEqual(plan.stops.units, ['chatserver.service'])
    assert.deepEqual(
      plan.crontabs.map(({ lines }) => lines),
      [['*/5 * * * * /opt/chatserver/monitor.sh']],
    )
    assert.equal(await photograph(box), before)
    assert.match((await migrate(box, '--back --yes')).stderr, /migrate\/nothing-to-undo/)
  })
}

async function mishaps(t: TestContext, box: SystemdBox, before: string): Promise<void> {
  await t.test('without room for the copies, or while another is at work, nothing begins', async () => {
    await sh(box, 'mkdir -p /var/lib/chatctl; mount -t tmpfs -o size=4k tmpfs /var/lib/chatctl')
    const full = await migrate(box, '--yes')
    await sh(box, 'umount /var/lib/chatctl')
    assert.match(full.stderr, /migrate\/no-backup/)
    const started = await sh(box, "sed 's/.*) //' /proc/1/stat | cut -d' ' -f20")
    await box.write('/run/chatctl-service.lock', JSON.stringify({ pid: 1, started: started.trim() }))
    const second = await migrate(box, '--yes')
    await box.ok(['rm', '/run/chatctl-service.lock'])
    assert.match(second.stderr, /process 1\) \[service\/busy\]/)
    assert.equal(await photograph(box), before)
  })

  await t.test('Ctrl+C after the old server was stopped brings it back', async () => {
    await lieInWait(box, 'stop chatserver', 'kill -INT $PPID')
    const { code, stderr } = await migrate(box, '--yes')
    assert.equal(code, 130, stderr)
    assert.match(stderr, /migrate\/interrupted/)
    await pythonAnswers(box)
    assert.equal(await photograph(box), before)
  })

  await t.test('a new server that does not come up gives way to the old one', async () => {
    const rule = '/etc/systemd/system/service.d/refuse.conf'
    await box.write(
      rule,
      "[Service]\nExecStartPre=/bin/sh -c '! grep -q chatctl /etc/systemd/system/chatserver.service'\n",
    )
    const { code, stderr } = await migrate(box, '--yes')
    await box.ok(['rm', rule])
    assert.equal(code, 1)
    assert.match(stderr, /migrate\/rolled-back/)
    await pythonAnswers(box)
    assert.equal(await photograph(box), before)
  })

  await t.test(
    'killed in the middle, it is taken back by one command, which may be killed as well',
    async () => {
      await lieInWait(box, 'start chatserver', 'kill -KILL $PPID; exit 1')
      assert.notEqual((await migrate(box, '--yes')).code, 0)
      assert.notEqual((await box.run(['systemctl', 'is-active', '--quiet', 'chatserver'])).code, 0)
      assert.match((await migrate(box, '--yes')).stderr, /migrate\/unfinished\].*migrate --back/)
      await lieInWait(box, 'daemon-reload', 'kill -KILL $PPID; exit 1')
      await migrate(box, '--back --yes')
      await box.ok(['rm', '-f', '/usr/local/sbin/systemctl'])
      const { code, stderr } = await migrate(box, '--back --yes')
      assert.equal(code, 0, stderr)
      await pythonAnswers(box)
      assert.equal(await photograph(box), before)
    },
  )
}

async function takenOver(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test('clients come back to the new server, which knows whom the old one has banned', async () => {
    const [anna, ben] = [
      connectClient(t, box, 'Anna', '127.0.0.1'),
      connectClient(t, box, 'Ben', '127.0.0.1'),
    ]
    await Promise.all([anna.hear('欢迎'), ben.hear('欢迎')])
    anna.say('before')
    await ben.hear('Anna before')
    const done = await document(box, '--yes')
    assert.ok(done.outcome === 'migrated')
    assert.equal(done.connected, 2)
    assert.ok((done.downSeconds ?? 0) > 0)
    await Promise.all([anna.hear('disconnected'), ben.hear('disconnected')])
    await Promise.all([anna.hear('欢迎'), ben.hear('欢迎')])
    ben.say('after')
    await anna.hear('Ben after')
    const banned = connectClient(t, box, 'Carl', '127.0.0.2')
    await banned.hear('你的IP已被服务器封禁')
    assert.doesNotMatch(await sh(box, "ss -Hltnp 'sport = :3000'"), /python/)
  })

  await t.test('the service is as an installation makes it, and doctor finds it healthy', async () => {
    const found = await status(box)
    assert.equal(found.state, 'active')
    assert.equal(found.enabled, 'enabled')
    assert.equal(found.unitFile.standing, 'in-place')
    assert.deepEqual(found.unitFile.dropIns, [])
    // The key that nobody knows is kept, and told.
    assert.deepEqual(unexplained(await doctorIn(box)), ['config/unknown-key'])
  })

  await t.test(
    'settings stay, the password is a hash of the same password, and only root reads the copies',
    async () => {
      const config = await sh(box, 'cat /opt/chatserver/config.json')
      assert.match(config, /"x-house": \["keep", "me"\]/)
      assert.match(config, /\$argon2id/)
      assert.doesNotMatch(config, /a-long-password-of-old/)
      const { verifyPassword } = await import('../../src/server/passwords.ts')
      assert.ok(await verifyPassword('a-long-password-of-old', JSON.parse(config).admin))
      assert.equal((await box.run(['ls', '/var/lib/chatctl/migrations'], { user: 'nobody' })).code, 2)
      assert.equal(
        await sh(box, 'cat /var/spool/cron/crontabs/root | grep -v ^#'),
        '0 3 * * * systemctl restart chatserver\n',
      )
      assert.equal(await sh(box, 'cat /opt/chatserver/data/banned_ips.json'), '["203.0.113.9", "127.0.0.2"]')
      assert.equal(await sh(box, 'cat /opt/chatserver/data/muted_ips.json'), '["198.51.100.7"]')
    },
  )

  await t.test('chatctl logs reads what both servers have written', async () => {
    const { stdout } = await box.chatctl([
      'logs',
      '--lines',
      '0',
      '--no-journal',
      '--grep',
      'long ago|before|after',
    ])
    assert.deepEqual(stdout.match(/long ago|before|after/g), ['long ago', 'before', 'after'])
  })

  await t.test('a second migration has nothing to do', async () => {
    assert.equal((await document(box, '--yes')).outcome, 'nothing-to-do')
  })
}

async function givenBack(t: TestContext, box: SystemdBox, before: string): Promise<void> {
  await t.test(
    'switched back, all is byte for byte as it was, but a ban of the time between, which stays',
    async () => {
      await box.ok([
        'sh',
        '-c',
        `${process.execPath} "${process.env.CHATCTL_BIN ?? `${process.cwd()}/bin/dev.js`}" ban 192.0.2.44 --yes`,
      ])
      const anna = connectClient(t, box, 'Anna', '127.0.0.1')
      await anna.hear('欢迎')
      const { code, stdout, stderr } = await migrate(box, '--back --yes')
      assert.equal(code, 0, stderr)
      assert.match(stdout, /banned_ips\.json has been changed since/)
      await anna.hear('disconnected')
      await anna.hear('欢迎')
      await pythonAnswers(box)
      assert.match(await sh(box, 'cat /opt/chatserver/data/banned_ips.json'), /192\.0\.2\.44/)
      await sh(box, `printf '["203.0.113.9", "127.0.0.2"]' > /opt/chatserver/data/banned_ips.json`)
      const ours = 'sanctions|journal|state\\.json|instance|\\.jsonl|canary|samples'
      const lines = (text: string) => text.split('\n').filter((line) => !new RegExp(ours).test(line))
      assert.deepEqual(lines(await photograph(box)), lines(before))
    },
  )
}

async function elsewhere(t: TestContext, box: SystemdBox): Promise<void> {
  await t.test(
    'one that was started by hand in another folder moves to the usual one, and back',
    async () => {
      const taken = await migrate(box, '/srv/nowhere --yes')
      assert.match(taken.stderr, /migrate\/not-found/)
      await sh(
        box,
        `mkdir -p /srv/chat; cp /opt/chatserver/Server.py /srv/chat/; cd /srv/chat
      sed -e 's#/var/log/chatserver/##; s#data/##' /opt/chatserver/config.json > config.json
      echo '{"127.0.0.2": "why", "rubbish": 1}' > banned_ips.json; echo '2026-06-15 02:10:00 [INFO] Anna -> 所有人 >> very long ago' > /srv/disk.log
      chown -R nobody /srv/chat /srv/disk.log; ln -s /srv/disk.log server.log`,
      )
      assert.match((await migrate(box, '/srv/chat --yes')).stderr, /migrate\/occupied/)
      await sh(
        box,
        'systemctl disable --now chatserver; rm -r /opt/chatserver /etc/systemd/system/chatserver.service*; systemctl daemon-reload; rm /var/spool/cron/crontabs/root',
      )
      const before = await sh(
        box,
        'cd /srv/chat; sha256sum config.json banned_ips.json Server.py; stat -c "%n %U %a" * .',
      )
      await sh(
        box,
        "cd /srv/chat; setsid setpriv --reuid=nobody --regid=nogroup --clear-groups sh -c 'sleep infinity | exec python3 Server.py' >/dev/null 2>&1 &",
      )
      await until(box, "ss -Hltnp 'sport = :3000' | grep -q python")
      const done = await document(box, '/srv/chat --yes')
      assert.ok(done.outcome === 'migrated')
      assert.equal(done.config.to, '/opt/chatserver/config.json')
      const banned = connectClient(t, box, 'Carl', '127.0.0.2')
      await banned.hear('你的IP已被服务器封禁')
      assert.match((await box.chatctl(['logs', '--lines', '0'])).stdout, /very long ago/)
      const { code, stderr } = await migrate(box, '--back --yes')
      assert.equal(code, 0, stderr)
      await until(box, "ss -Hltnp 'sport = :3000' | grep -q python")
      const owner = "stat -c %U /proc/$(ss -Hltnp 'sport = :3000' | grep -o 'pid=[0-9]*' | cut -d= -f2)"
      assert.equal((await sh(box, owner)).trim(), 'nobody')
      assert.equal(
        await sh(
          box,
          'cd /srv/chat; sha256sum config.json banned_ips.json Server.py; stat -c "%n %U %a" * .',
        ),
        before,
      )
    },
  )
}
