import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readArchive } from '../../src/backup/read-archive.ts'
import { withLock } from '../../src/store/lock-file.ts'
import { backupCreateSchema, backupListSchema, backupVerifySchema } from '../docs/backup-schemas.ts'
import { chatctl } from '../helpers/chatctl.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { tinyDisk } from '../helpers/temporary-folder.ts'
import { BackupSite, backupSite, FILES } from './site.ts'

const DAY_MS = 86_400_000
const signal = new AbortController().signal

/** Files of an archive by name. */
async function contents(path: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  await readArchive(path, {
    signal,
    async onFile(name, _role, body) {
      const pieces: Uint8Array[] = []
      for await (const piece of body) pieces.push(piece)
      found.set(name, Buffer.concat(pieces).toString())
    },
  })
  return found
}

test('a backup holds every file of the server as it is, and is for its owner alone', async (t) => {
  const site = backupSite(t)
  const { code, stdout, stderr } = await site.run('create', '--json')
  assert.equal(code, 0, stderr)
  const { path, saved } = backupCreateSchema.parse(JSON.parse(stdout))
  assert.equal(saved, null)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  const found = await contents(path)
  assert.equal(found.get('config/config.json'), FILES['config.json'])
  assert.equal(found.get('lists/banned_ips.json'), FILES['data/banned_ips.json'])
  assert.equal(found.get('data/bans.journal.jsonl'), FILES['data/bans.journal.jsonl'])
  assert.equal(found.get('logs/server.log'), FILES['logs/server.log'])
  assert.equal(found.get('uploads/0a1b'), FILES['data/server_temp_files/0a1b'])
  assert.equal(found.size, Object.keys(FILES).length)

  const list = backupListSchema.parse(JSON.parse((await site.run('list', '--json')).stdout))
  assert.deepEqual(
    list.backups.map((one) => [one.path, one.verified, one.server]),
    [[path, 'good', site.path('config.json')]],
  )
  const seen = await site.run('list')
  assert.match(seen.stdout, /good/)
})

test('what lies in the place of a file and is none is told, and the rest is backed up and restored', async (t) => {
  const site = backupSite(t)
  const whole = await site.create()
  for (const name of ['data/banned_ips.json', 'data/extra.json', 'logs/server.log']) {
    rmSync(site.path(name), { force: true })
    assert.equal(spawnSync('mkfifo', [site.path(name)]).status, 0)
  }
  rmSync(site.path('data/muted_ips.json'))
  symlinkSync('nowhere', site.path('data/muted_ips.json'))
  mkdirSync(site.path('data/state.json'))
  const { code, stdout, stderr } = await site.run('create', '--json')
  assert.equal(code, 0, stderr)
  const { path, leftOut } = backupCreateSchema.parse(JSON.parse(stdout))
  const told = new Map(leftOut.map((one) => [one.path, 'is' in one ? one.is : one.why]))
  assert.deepEqual(
    told,
    new Map([
      [site.path('data/banned_ips.json'), 'pipe'],
      [site.path('data/muted_ips.json'), 'link'],
      [site.path('data/state.json'), 'folder'],
      [site.path('data/extra.json'), 'pipe'],
      [site.path('logs/server.log'), 'pipe'],
    ]),
  )
  const seen = await site.run('create')
  assert.ok(seen.stdout.includes(`NOT in the backup: ${site.path('data/banned_ips.json')}`), seen.stdout)
  assert.equal((await site.run('verify', path)).code, 0)

  const back = await site.run('restore', path, '--yes')
  assert.equal(back.code, 0, back.stderr)
  assert.ok(lstatSync(site.path('data/banned_ips.json')).isFIFO())
  // A file that the backup has never takes the place of something else.
  const refused = await site.run('restore', whole.path, '--yes')
  assert.match(refused.stderr, /what lies there is no file.*\[backup\/links\]/s)
  assert.ok(lstatSync(site.path('data/banned_ips.json')).isFIFO())
})

test('a running server writes its lists first, and doctor sees the backup', async () => {
  await using daemon = await Daemon.start()
  await daemon.operate('ban', '10.9.8.7', '--reason', 'noise')
  const made = await daemon.operate('backup', 'create', '--json')
  const { path, saved } = backupCreateSchema.parse(JSON.parse(made.stdout))
  assert.equal(saved, true)
  const found = await contents(path)
  assert.match(found.get('lists/banned_ips.json') ?? '', /10\.9\.8\.7/)
  assert.match(found.get('data/bans.journal.jsonl') ?? '', /noise/)
  const doctor = await daemon.operate('doctor', 'maintenance/backup', '--json')
  const [result] = JSON.parse(doctor.stdout).results
  assert.deepEqual([result.outcome, result.severity], ['pass', null], doctor.stdout)
})

test('a backup that was killed in the middle leaves the earlier ones, and the next one clears up', async (t) => {
  const site = backupSite(t)
  const before = (await site.create()).path
  // Holes take no room and no time to make; packing them takes long enough to be killed.
  writeFileSync(site.path('data/server_temp_files/big'), '')
  truncateSync(site.path('data/server_temp_files/big'), 2 ** 31)
  const { child, exit } = chatctl(site.folder, ['backup', 'create', '--config', site.path('config.json')])
  const isDraft = (name: string) => name.endsWith('.part')
  await eventually(
    () => (existsSync(site.backups) && readdirSync(site.backups).some(isDraft)) || undefined,
    'a draft',
  )
  child.kill('SIGKILL')
  assert.equal((await exit).signal, 'SIGKILL')
  const archives = () => readdirSync(site.backups).filter((name) => name.endsWith('.tar.gz'))
  assert.deepEqual(archives(), [before.slice(site.backups.length + 1)])
  truncateSync(site.path('data/server_temp_files/big'), 5)
  await site.create()
  assert.equal(archives().length, 2)
  assert.deepEqual(readdirSync(site.backups).filter(isDraft), [])
  const verified = backupVerifySchema.parse(JSON.parse((await site.run('verify', '--json')).stdout))
  assert.deepEqual(
    verified.backups.map(({ good }) => good),
    [true, true],
  )
})

test('Ctrl+C in the middle leaves nothing, and says so', async (t) => {
  const site = backupSite(t)
  truncateSync(site.path('data/server_temp_files/0a1b'), 2 ** 31)
  const { child, exit } = chatctl(site.folder, ['backup', 'create', '--config', site.path('config.json')])
  await eventually(
    () =>
      (existsSync(site.backups) && readdirSync(site.backups).some((name) => name.endsWith('.part'))) ||
      undefined,
    'a draft',
  )
  child.kill('SIGINT')
  const { code, stderr } = await exit
  assert.equal(code, 130, stderr)
  assert.match(stderr, /nothing has changed.*\[backup\/interrupted\]/)
  assert.deepEqual(readdirSync(site.backups), [])
})

test('a disk without room is told, nothing of the backup is left, and earlier ones stay good', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const site = backupSite(t)
  const folder = join(disk, 'backups')
  const { path } = await site.create({ folder })
  site.write('data/server_temp_files/big', randomBytes(2 * 1024 * 1024))
  const { code, stderr } = await site.run('create', '--to', folder)
  assert.equal(code, 1)
  assert.match(stderr, /ENOSPC.*\[backup\/not-written\]/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.startsWith('.chatctl-verified')),
    [path.slice(folder.length + 1)],
  )
  await readArchive(path, { signal })
})

test('two at once: the second one is told who is at work', async (t) => {
  const site = backupSite(t)
  await site.create()
  await withLock(join(site.backups, '.chatctl-backup.lock'), 0, async () => {
    const { code, stderr } = await site.run('create')
    assert.equal(code, 1)
    assert.match(stderr, new RegExp(`process ${process.pid}.*\\[backup/locked\\]`))
  })
})

test('old backups of this server go, and nothing else does', async (t) => {
  const site = backupSite(t)
  const now = Date.now()
  const at = (days: number) => ({ now: () => now - days * DAY_MS })
  const old = (await site.create({}, at(40))).path
  const young = (await site.create({}, at(10))).path
  // Another server's, a stranger's file by our name, and a link, all of them old.
  const other = new BackupSite(site.path('other'))
  const others = (await other.create({ folder: site.backups }, at(41))).path
  const strange = join(site.backups, 'chatserver-20200101T000000Z.tar.gz')
  writeFileSync(strange, 'somebody keeps something here')
  const link = join(site.backups, 'chatserver-20200102T000000Z.tar.gz')
  symlinkSync(young, link)
  const { path, pruned } = await site.create({ keepMs: 30 * DAY_MS }, at(0))
  assert.deepEqual(pruned, { removed: [old], unreadable: [strange] })
  for (const kept of [young, others, strange, link, path]) assert.ok(existsSync(kept), kept)
})

test('the newest stays, however old it is by the clock', async (t) => {
  const site = backupSite(t)
  const past = { now: () => Date.now() - 90 * DAY_MS }
  const { path, pruned } = await site.create({ keepMs: 1000 }, past)
  assert.deepEqual(pruned.removed, [])
  assert.ok(existsSync(path))
})

test('a backup that has changed since it was read counts as not verified', async (t) => {
  const site = backupSite(t)
  const { path } = await site.create()
  writeFileSync(`${path}.new`, 'x')
  renameSync(`${path}.new`, path)
  assert.match((await site.run('list')).stdout, /not yet/)
  const { code, stdout } = await site.run('verify')
  assert.equal(code, 1)
  assert.match(stdout, /DAMAGED/)
  assert.match((await site.run('list')).stdout, /DAMAGED/)
})

test('a length of time that is none is told', async (t) => {
  const { code, stderr } = await backupSite(t).run('create', '--keep', 'long')
  assert.equal(code, 2)
  assert.match(stderr, /\[backup\/bad-keep\]/)
})
