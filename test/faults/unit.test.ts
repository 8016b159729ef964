import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { GIVE_UP, inBox, settled, startChanged, UNIT } from './box-service.ts'
import { assertFault, resultOf, saidBy, unexplained } from './doctor-run.ts'

test('faults that do not end the service, each found first, with proof and a cure that works', (t) =>
  inBox(t, {
    async 'a healthy service has none'(box) {
      const run = await doctorIn(box)
      assert.deepEqual(
        unexplained(run),
        [],
        JSON.stringify(run.results.filter(({ outcome }) => /warn|fail/.test(outcome))),
      )
      for (const id of ['service/not-running', 'network/not-listening', 'service/not-enabled'] as const)
        assert.equal(resultOf(run, id).outcome, 'pass')
    },
    async 'to an ordinary user it looks well too, as far as he may look'(box) {
      const run = await doctorIn(box, [], { user: 'nobody' })
      assert.deepEqual(unexplained(run), [])
      assert.equal(resultOf(run, 'service/not-running').outcome, 'pass')
    },
    async 'not enabled'(box) {
      await box.ok(['systemctl', 'disable', '--quiet', 'chatserver'])
      const run = await doctorIn(box)
      assertFault(run, 'service/not-enabled', /disabled/)
      await typeFixIn(box, run, 'service/not-enabled')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'edited, and not read by systemd since'(box) {
      await box.ok(['sh', '-c', `echo '# later' >> ${UNIT}; touch -d '+1 minute' ${UNIT}`])
      const run = await doctorIn(box)
      assertFault(run, 'service/unit-broken', /daemon-reload/)
      await typeFixIn(box, run, 'service/unit-broken')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'a frozen unit'(box) {
      await box.ok(['systemctl', 'freeze', 'chatserver'])
      try {
        const run = await doctorIn(box, ['service', 'network'])
        assertFault(run, 'service/process-stopped', /systemctl thaw chatserver/)
        await typeFixIn(box, run, 'service/process-stopped')
        assert.deepEqual(unexplained(await doctorIn(box, ['service', 'network'])), [])
      } finally {
        await box.run(['systemctl', 'thaw', 'chatserver'])
      }
    },
    async 'connections that nobody accepts, because the server is stopped'(box) {
      await box.ok(['sysctl', '-qw', 'net.core.somaxconn=4'])
      await box.ok(['systemctl', 'restart', 'chatserver'])
      const pid = (await box.ok(['systemctl', 'show', '-P', 'MainPID', 'chatserver'])).trim()
      await box.ok(['kill', '-STOP', pid])
      const crowd =
        'import socket,time\ns=[socket.socket() for _ in range(9)]\n[(x.setblocking(False),x.connect_ex(("127.0.0.1",3000))) for x in s]\nprint("ready",flush=True)\ntime.sleep(60)'
      await box.ok(['systemd-run', '--quiet', '--unit=crowd', 'python3', '-c', crowd])
      await queued(box)
      const run = await doctorIn(box)
      assertFault(run, 'service/process-stopped', /state is T/)
      assert.match(saidBy(run, 'network/backlog-full'), /of 4 places are taken/)
      assert.ok(resultOf(run, 'network/backlog-full').explainedBy.includes('service/process-stopped'))
      await box.ok(['systemctl', 'stop', 'crowd'])
      await typeFixIn(box, run, 'service/process-stopped')
      await box.ok(['sysctl', '-qw', 'net.core.somaxconn=4096'])
    },
  }))

test('faults that keep the service from starting, each found first', (t) =>
  inBox(t, {
    async masked(box) {
      await box.ok(['systemctl', 'stop', 'chatserver'])
      // systemctl mask makes the link only where no file is in its place.
      await box.ok([
        'sh',
        '-c',
        `mv ${UNIT} /opt/unit.kept && ln -s /dev/null ${UNIT} && systemctl daemon-reload`,
      ])
      const run = await doctorIn(box, ['service', 'network'])
      assertFault(run, 'service/masked', /systemctl unmask chatserver/)
      await box.ok(['sh', '-c', `mv /opt/unit.kept ${UNIT} && systemctl daemon-reload`])
    },
    async 'a unit file that systemd refuses'(box) {
      await startChanged(box, 'ExecStart=\nExecStart=bin/relative')
      assertFault(await doctorIn(box, ['service', 'network']), 'service/unit-broken', /chatserver\.service/)
    },
    async 'a user that there is not'(box) {
      await startChanged(box, 'User=chatuser', GIVE_UP)
      await settled(box)
      const run = await doctorIn(box, ['service', 'network'])
      assertFault(run, 'service/user-missing', /useradd .* chatuser/)
      assert.ok(resultOf(run, 'service/not-running').explainedBy.includes('service/user-missing'))
    },
    async 'a program that is not there'(box) {
      await startChanged(box, 'ExecStart=\nExecStart=/opt/nowhere/chatctl serve', GIVE_UP)
      await settled(box)
      assertFault(
        await doctorIn(box, ['service', 'network']),
        'service/program-missing',
        /\/opt\/nowhere\/chatctl does not exist/,
      )
    },
    async 'exit code 2 is a broken configuration'(box) {
      await box.ok([
        'sh',
        '-c',
        `cp /opt/chatserver/config.json /opt/good.json; sed -i 's/^{/{,/' /opt/chatserver/config.json`,
      ])
      await startChanged(box, 'Restart=no')
      const run = await doctorIn(box)
      assert.equal(run.code, 2)
      assertFault(run, 'config/syntax', /config\.json:1/)
      assert.match(saidBy(run, 'service/failed'), /code 2: the configuration cannot be used/)
      assert.ok(resultOf(run, 'service/failed').explainedBy.includes('config/syntax'))
      await box.ok(['cp', '/opt/good.json', '/opt/chatserver/config.json'])
    },
  }))

test('services that end, and ports that they cannot have', (t) =>
  inBox(t, {
    async 'a service that ends as soon as it starts, until systemd gives up'(box) {
      await startChanged(
        box,
        'ExecStart=\nExecStart=/bin/sh -c "echo no luck today: cannot go on >&2; exit 1"\nRestartSec=100ms',
      )
      await settled(box)
      const run = await doctorIn(box, ['service', 'network'])
      assertFault(run, 'service/restart-loop', /no luck today/)
      assert.ok(resultOf(run, 'service/failed').explainedBy.includes('service/restart-loop'))
    },
    async 'a service that failed once'(box) {
      await startChanged(box, 'ExecStart=\nExecStart=/bin/sh -c "exit 7"\nRestart=no')
      assertFault(await doctorIn(box, ['service', 'network']), 'service/failed', /code: 7/)
    },
    async 'a port below 1024 for an ordinary user'(box) {
      await box.ok(['sed', '-i', 's/"server": {}/"server": {"port": 80}/', '/opt/chatserver/config.json'])
      await startChanged(box, 'RestartSec=100ms', GIVE_UP)
      await settled(box)
      const run = await doctorIn(box)
      assertFault(run, 'network/port-privileged', /AmbientCapabilities=CAP_NET_BIND_SERVICE/)
      await typeFixIn(box, run, 'network/port-privileged')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
      await box.ok(['sed', '-i', 's/"server": {"port": 80}/"server": {}/', '/opt/chatserver/config.json'])
    },
    async 'another service on the port'(box) {
      await box.ok(['systemctl', 'stop', 'chatserver'])
      const shop = ['systemd-run', '--quiet', '--unit=shop', 'python3', '-m', 'http.server', '3000']
      await box.ok(shop)
      await listening(box, 3000)
      await startChanged(box, 'RestartSec=100ms', GIVE_UP)
      await settled(box)
      const run = await doctorIn(box)
      assertFault(run, 'network/port-held-by-other', /shop\.service/)
      await typeFixIn(box, run, 'network/port-held-by-other')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'memory that ran out'(box) {
      await startChanged(box, 'Environment=NODE_OPTIONS=--max-old-space-size=9\nRestart=no')
      await settled(box)
      assertFault(await doctorIn(box, ['service', 'network']), 'service/killed-for-memory', /heap/i)
    },
  }))

async function listening(box: SystemdBox, port: number): Promise<void> {
  await eventuallyIn(box, `ss -Hltn 'sport = :${port}' | grep -q .`)
}

async function queued(box: SystemdBox): Promise<void> {
  await eventuallyIn(box, `test "$(ss -Hltn 'sport = :3000' | awk '{print $2}')" -ge 4`)
}

async function eventuallyIn(box: SystemdBox, script: string): Promise<void> {
  for (let look = 0; look < 100; look++) {
    if ((await box.run(['sh', '-c', script])).code === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail(script)
}
