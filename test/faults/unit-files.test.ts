import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SystemdBox } from '../helpers/systemd-box.ts'
import { doctorIn, typeFixIn } from './box-doctor.ts'
import { GIVE_UP, inBox, settled, startChanged } from './box-service.ts'
import { assertFault, resultOf, saidBy, unexplained } from './doctor-run.ts'

const CONFIG = '/opt/chatserver/config.json'
const LOGS = '/var/log/chatserver'

/** Starts the service, which gives up soon, and waits until it has. */
async function startAndFail(box: SystemdBox): Promise<void> {
  await startChanged(box, '', GIVE_UP)
  await settled(box)
}

const script = (box: SystemdBox, commands: string) => box.ok(['sh', '-c', commands])

test('files that keep the service from starting, each found first and cured by the printed commands', (t) =>
  inBox(t, {
    async 'a configuration that only root may read'(box) {
      await script(box, `chown root:root ${CONFIG}; chmod 600 ${CONFIG}`)
      await startAndFail(box)
      const run = await doctorIn(box)
      assertFault(
        run,
        'config/unreadable',
        /runs as chatserver, cannot read .*belongs to root:root, with mode 0?600/s,
      )
      assert.ok(resultOf(run, 'service/failed').explainedBy.includes('config/unreadable'))
      await box.run(['systemctl', 'reset-failed', 'chatserver'])
      await typeFixIn(box, run, 'config/unreadable')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'a log that a start by hand left to root'(box) {
      await script(box, `chown root:root ${LOGS}/server.log; chmod 640 ${LOGS}/server.log`)
      await startAndFail(box)
      const run = await doctorIn(box)
      assertFault(run, 'storage/wrong-owner', /server\.log: it belongs to root:root/)
      await typeFixIn(box, run, 'storage/wrong-owner')
      await box.run(['systemctl', 'reset-failed', 'chatserver'])
      await box.ok(['systemctl', 'restart', 'chatserver'])
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'a log folder that is gone, where the service may make none'(box) {
      await script(box, `rm -rf ${LOGS}`)
      await startAndFail(box)
      const run = await doctorIn(box)
      assertFault(run, 'storage/folder-missing', /cannot make it in \/var\/log/)
      await typeFixIn(box, run, 'storage/folder-missing')
      await box.run(['systemctl', 'reset-failed', 'chatserver'])
      await box.ok(['systemctl', 'restart', 'chatserver'])
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'a unit that says nothing of its user'(box) {
      await startChanged(box, 'User=\nGroup=')
      await settled(box)
      const run = await doctorIn(box)
      assertFault(run, 'security/runs-as-root', /runs the server as root/)
      await typeFixIn(box, run, 'security/runs-as-root')
      const owner = await script(box, 'stat -c %U "/proc/$(systemctl show -P MainPID chatserver)"')
      assert.equal(owner.trim(), 'chatserver')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'a sandbox that closes the folders of the service'(box) {
      await startChanged(box, `ProtectSystem=strict\nReadWritePaths=${LOGS}`, GIVE_UP)
      await settled(box)
      const run = await doctorIn(box)
      assertFault(run, 'storage/read-only', /does not let the server write to .*ProtectSystem=strict/)
      await box.run(['systemctl', 'reset-failed', 'chatserver'])
      await typeFixIn(box, run, 'storage/read-only')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
  }))

test('what is no fault in a unit: hardening that leaves its folders open, and groups that it is given', (t) =>
  inBox(t, {
    async 'a strict sandbox with its folders named'(box) {
      await startChanged(box, `ProtectSystem=strict\nReadWritePaths=/opt/chatserver ${LOGS}`)
      assert.deepEqual(unexplained(await doctorIn(box)), [])
    },
    async 'a configuration that only a group of the unit may read'(box) {
      await script(box, `groupadd -f configs; chown root:configs ${CONFIG}; chmod 640 ${CONFIG}`)
      await startChanged(box, 'SupplementaryGroups=configs')
      assert.deepEqual(unexplained(await doctorIn(box)), [])
      await box.ok(['systemctl', 'stop', 'chatserver'])
      assert.equal(resultOf(await doctorIn(box, ['config']), 'config/unreadable').outcome, 'pass')
      await script(box, `chown chatserver:chatserver ${CONFIG}`)
    },
  }))

test('a shell that goes by another configuration than the unit is told so', (t) =>
  inBox(t, {
    async 'by its folder'(box) {
      await script(box, `mkdir -p /root/try; cp ${CONFIG} /root/try/config.json`)
      const { stdout } = await box.run(['sh', '-c', 'cd /root/try && chatctl doctor config --json'])
      const run = JSON.parse(stdout)
      assertFault(
        { code: 0, ...run },
        'config/other-than-unit',
        /go by \/root\/try\/config\.json, but chatserver\.service runs \/opt/,
      )
    },
    async 'by a variable'(box) {
      const run = await doctorIn(box, ['config'], { env: { CHATCTL_SERVER_PORT: '3999' } })
      assertFault(run, 'config/other-than-unit', /set here: CHATCTL_SERVER_PORT/)
      assert.doesNotMatch(saidBy(run, 'config/other-than-unit'), /3999/)
    },
    async 'and one that asks for another file gets it'(box) {
      await script(box, 'mkdir -p /srv/other; echo "{}" > /srv/other/config.json')
      const run = await doctorIn(box, ['config', '--config', '/srv/other/config.json'])
      assert.deepEqual(unexplained(run), [])
      assert.match(
        saidBy(run, 'config/other-than-unit'),
        /\/srv\/other\/config\.json was looked at, as you asked/,
      )
    },
  }))

/** What the original does at its start: it reads config.json of its folder and opens its log, whose folder must be there. */
const ORIGINAL = `
import json, logging.handlers, time
config = json.load(open('config.json'))
logging.handlers.RotatingFileHandler(config['logging']['file'])
time.sleep(600)
`
const ORIGINAL_SERVICE = 'Type=simple\nExecStart=\nExecStart=/usr/bin/python3 /opt/chatserver/Server.py'

test('an original server is judged by what it does not do itself', (t) =>
  inBox(t, {
    async 'it does not make the folder of its log'(box) {
      await box.write('/opt/chatserver/Server.py', ORIGINAL)
      await script(box, `sed -i 's|${LOGS}/server.log|logs/server.log|' ${CONFIG}`)
      await startChanged(box, ORIGINAL_SERVICE, GIVE_UP)
      await settled(box)
      const run = await doctorIn(box, ['config', 'service', 'storage'])
      assertFault(run, 'storage/folder-missing', /\/opt\/chatserver\/logs\n.*do not make it themselves/)
      await typeFixIn(box, run, 'storage/folder-missing')
      await box.run(['systemctl', 'reset-failed', 'chatserver'])
      await box.ok(['systemctl', 'restart', 'chatserver'])
      assert.equal(resultOf(await doctorIn(box, ['storage']), 'storage/folder-missing').outcome, 'pass')
    },
    async 'it writes its lists in place, and needs them for itself'(box) {
      await box.write('/opt/chatserver/data/banned_ips.json', '["203.0.113.9"]')
      await script(box, 'chown root:root /opt/chatserver/data/banned_ips.json')
      await script(box, 'mkdir -p /opt/chatserver/logs; chown chatserver: /opt/chatserver/logs')
      await startChanged(box, ORIGINAL_SERVICE)
      const run = await doctorIn(box, ['storage', 'chat/ban-list-broken', 'chat/banned-asking'])
      assertFault(run, 'storage/wrong-owner', /banned_ips\.json: it belongs to root:root/)
      await typeFixIn(box, run, 'storage/wrong-owner')
      await box.write('/opt/chatserver/data/banned_ips.json', '["203.0.113.9",]')
      const broken = await doctorIn(box, ['storage', 'chat/ban-list-broken'])
      assertFault(broken, 'chat/ban-list-broken', /systemctl restart chatserver/)
    },
  }))
