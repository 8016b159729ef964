import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backupCreateSchema, backupRestoreSchema } from '../docs/backup-schemas.ts'
import { doctorIn } from '../faults/box-doctor.ts'
import { resultOf } from '../faults/doctor-run.ts'
import { bootSystemdBox, type SystemdBox } from '../helpers/systemd-box.ts'

const EVERYTHING =
  'cd / && find opt/chatserver etc/systemd/system/chatserver.service* -type f ! -name instance.json | sort | xargs -d "\\n" sh -c \'for f; do stat -c "%n %U:%G %a" "$f"; sha256sum "$f"; done\' sh'

/** Paths, owners, modes and sums of all files of the server, but for its log. */
const sums = (box: SystemdBox) => box.ok(['sh', '-c', EVERYTHING])

test('a service that was destroyed comes back, byte for byte, with its unit, owners and modes', async (t) => {
  const box = await bootSystemdBox(t)
  if (box === undefined) return
  await box.install({}, ['SuccessExitStatus=143'])
  await box.write('/etc/systemd/system/chatserver.service.d/limits.conf', '[Service]\nLimitNOFILE=4096\n')
  await box.ok(['systemctl', 'daemon-reload'])
  await box.ok(['systemctl', 'start', 'chatserver'])
  await box.ok(['chatctl', 'ban', '10.9.8.7', '--reason', 'noise', '--yes'])
  const created = await box.chatctl(['backup', 'create', '--json'])
  assert.equal(created.code, 0, created.stderr)
  const { path, saved } = backupCreateSchema.parse(JSON.parse(created.stdout))
  assert.equal(saved, true)
  assert.match(path, /^\/var\/backups\/chatserver\//)
  assert.equal(resultOf(await doctorIn(box, ['maintenance/backup']), 'maintenance/backup').severity, null)
  const before = await sums(box)

  const asUser = await box.chatctl(['backup', 'list'], { user: 'nobody' })
  assert.match(asUser.stderr, /Could not look into \/var\/backups\/chatserver.*root/)

  await box.ok(['systemctl', 'stop', 'chatserver'])
  await box.ok(['sh', '-c', 'rm -rf /opt/chatserver /etc/systemd/system/chatserver.service.d'])
  await box.write('/etc/systemd/system/chatserver.service', '[Service]\nExecStart=/bin/false\n')
  await box.ok(['systemctl', 'daemon-reload'])
  const words = [
    'backup',
    'restore',
    path,
    '--config',
    '/opt/chatserver/config.json',
    '--restart',
    '--yes',
    '--json',
  ]
  const restored = await box.chatctl(words)
  assert.equal(restored.code, 0, `${restored.stderr}${restored.stdout}`)
  assert.equal(backupRestoreSchema.parse(JSON.parse(restored.stdout)).restarted, true)
  assert.equal((await box.ok(['systemctl', 'is-active', 'chatserver'])).trim(), 'active')
  assert.equal(await sums(box), before)
  assert.match(await box.ok(['chatctl', 'bans']), /10\.9\.8\.7.*noise/)
})
