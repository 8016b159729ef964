import assert from 'node:assert/strict'
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROLES } from '../../src/backup/manifest.ts'
import { readArchive } from '../../src/backup/read-archive.ts'
import { restore } from '../../src/backup/restore.ts'
import { planRestore } from '../../src/backup/restore-plan.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { runCommand } from '../commands/run-command.ts'
import { backupRestoreSchema } from '../docs/backup-schemas.ts'
import { chatctl } from '../helpers/chatctl.ts'
import { eventually } from '../helpers/daemon.ts'
import { tinyDisk } from '../helpers/temporary-folder.ts'
import { BackupSite, backupSite, FILES } from './site.ts'

const signal = new AbortController().signal
const names = Object.keys(FILES)

/** Every file with its content, mode and owner. */
function stateOf(site: BackupSite): unknown[] {
  return names.map((name) => {
    if (!existsSync(site.path(name))) return [name, null]
    const { mode, uid, gid } = statSync(site.path(name))
    return [name, site.read(name), mode & 0o7777, uid, gid]
  })
}

test('what was lost, changed or given away is as before, byte for byte, with owners and modes', async (t) => {
  const site = backupSite(t)
  chmodSync(site.path('config.json'), 0o640)
  if (process.getuid?.() === 0) chownSync(site.path('data/banned_ips.json'), 65_534, 65_534)
  const before = stateOf(site)
  const { path } = await site.create()
  rmSync(site.path('data'), { recursive: true })
  rmSync(site.path('logs'), { recursive: true })
  site.write('config.json', FILES['config.json']?.replace('39999', '40000') ?? '')
  chmodSync(site.path('config.json'), 0o666)
  const wrecked = stateOf(site)

  const dry = await site.run('restore', '--dry-run')
  assert.equal(dry.code, 0, dry.stderr)
  assert.match(dry.stdout, /40000/)
  assert.match(dry.stdout, /39999/)
  assert.doesNotMatch(dry.stdout, /not-for-any-eyes/)
  assert.deepEqual(stateOf(site), wrecked)
  const unasked = await site.run('restore')
  assert.match(unasked.stderr, /\[cli\/needs-yes\]/)
  assert.deepEqual(stateOf(site), wrecked)

  const done = await site.run('restore', '--yes', '--json')
  assert.equal(done.code, 0, done.stderr)
  const document = backupRestoreSchema.parse(JSON.parse(done.stdout))
  assert.equal(document.archive, path)
  assert.deepEqual(stateOf(site), before)

  // The state from before is a backup too, and brings the wreck back.
  assert.ok(document.present)
  const back = await site.run('restore', document.present, '--yes')
  assert.equal(back.code, 0, back.stderr)
  assert.match(site.read('config.json'), /40000/)
})

test('a part is restored alone, and logs and uploads that are there stay', async (t) => {
  const site = backupSite(t)
  const { path } = await site.create()
  for (const name of names)
    site.write(
      name,
      name === 'config.json' ? '{"data":{"directory":"data"},"logging":{"file":"logs/server.log"}}' : 'newer',
    )
  const done = await site.run('restore', path, '--only', 'lists,logs,uploads', '--yes')
  assert.equal(done.code, 0, done.stderr)
  assert.match(done.stderr, /2 logs and uploads that are there stay/)
  assert.equal(site.read('logs/server.log'), 'newer')
  assert.equal(site.read('data/bans.journal.jsonl'), 'newer')
  // Where the configuration of now keeps them: it names no lists, so they are beside it.
  assert.equal(site.read('banned_ips.json'), FILES['data/banned_ips.json'])
  const wrong = await site.run('restore', path, '--only', 'everything')
  assert.equal(wrong.code, 2)
})

test('an archive that is altered or cut is refused, and nothing changes', async (t) => {
  const site = backupSite(t)
  const { path } = await site.create()
  const good = readFileSync(path)
  site.write('data/banned_ips.json', '["10.1.1.1"]')
  const before = stateOf(site)
  const flipped = [
    12,
    Math.floor(good.length / 3),
    Math.floor(good.length / 2),
    good.length - 30,
    good.length - 6,
  ]
  const damages = [
    ...flipped.map((at) => Buffer.from(good.map((byte, index) => (index === at ? byte ^ 0x10 : byte)))),
    ...[0, 10, Math.floor(good.length / 2), good.length - 9, good.length - 1].map((end) =>
      good.subarray(0, end),
    ),
    Buffer.from('not packed at all'),
  ]
  const target = await site.target()
  for (const bytes of damages) {
    const damaged = site.path('damaged.tar.gz')
    writeFileSync(damaged, bytes)
    await assert.rejects(
      planRestore(liveHost(), target, { archive: damaged, roles: ROLES, signal }),
      (error) => {
        assert.ok(error instanceof ChatctlError, String(error))
        return error.id === 'backup/damaged'
      },
    )
  }
  const { code, stderr } = await site.run('restore', site.path('damaged.tar.gz'), '--yes')
  assert.equal(code, 1)
  assert.match(stderr, /\[backup\/damaged\]/)
  assert.deepEqual(stateOf(site), before)
})

test('a full disk in the middle of a restore leaves every file as it was', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const site = new BackupSite(join(disk, 'server'))
  const elsewhere = backupSite(t).path('backups')
  const long = JSON.stringify(Array.from({ length: 9000 }, (_, at) => `10.0.${at >> 8}.${at & 255}`))
  site.write('data/banned_ips.json', long)
  const { path } = await site.create({ folder: elsewhere })
  site.write('data/banned_ips.json', '[]')
  const before = stateOf(site)
  let filler = 900
  for (; filler > 0; filler -= 8) {
    try {
      writeFileSync(join(disk, 'filler'), Buffer.alloc(filler * 1024))
      break
    } catch {}
  }
  const { code, stderr } = await site.run('restore', path, '--from', elsewhere, '--yes')
  assert.equal(code, 1, stderr)
  assert.match(stderr, /ENOSPC.*nothing has changed.*\[backup\/not-restored\]/)
  assert.ok(stderr.length < 10_000)
  assert.deepEqual(stateOf(site), before)
  assert.deepEqual(
    readdirSync(site.path('data')).filter((name) => name.startsWith('.')),
    [],
  )
})

test('an archive that is exchanged after it was shown changes nothing', async (t) => {
  const site = backupSite(t)
  const { path } = await site.create()
  site.write('data/banned_ips.json', '["10.5.5.5"]')
  const target = await site.target()
  const plan = await planRestore(liveHost(), target, { archive: path, roles: ROLES, signal })
  const other = (await site.create()).path
  await assert.rejects(restore(liveHost(), target, { ...plan, archive: other }, signal), /damaged/)
  assert.equal(site.read('data/banned_ips.json'), '["10.5.5.5"]')
})

test('a link that somebody else has laid in the place of a file or folder is not followed', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to make a link of another user')
  const site = backupSite(t)
  const { path } = await site.create()
  const outside = site.path('outside')
  mkdirSync(outside)
  for (const place of ['data/banned_ips.json', 'data']) {
    rmSync(site.path(place), { recursive: true })
    symlinkSync(outside, site.path(place))
    lchownSync(site.path(place), 65_534, 65_534)
    const { code, stderr } = await site.run('restore', path, '--yes')
    assert.equal(code, 1)
    assert.match(stderr, /\[backup\/links\]/)
  }
  assert.deepEqual(readdirSync(outside), [])
  return undefined
})

test('a configuration that sends files elsewhere needs more than --yes', async (t) => {
  const site = backupSite(t)
  const target = site.path('far-away/banned.json')
  const inside = JSON.parse(FILES['config.json'] ?? '')
  site.write(
    'server/config.json',
    JSON.stringify({ data: { banned_ips_file: target, muted_ips_file: 'm.json' } }),
  )
  site.write('far-away/banned.json', '["10.3.3.3"]')
  const there = ['--config', site.path('server/config.json')]
  const command = (...words: string[]) => runCommand(site.folder, ['backup', ...words, ...there])
  assert.equal((await command('create')).code, 0)
  site.write('server/config.json', JSON.stringify(inside))
  rmSync(site.path('far-away'), { recursive: true })
  const refused = await command('restore', '--yes')
  assert.match(refused.stderr, /far-away.*\[backup\/unusual-places\]/s)
  assert.ok(!existsSync(target))
  const agreed = await command('restore', '--yes=destructive')
  assert.equal(agreed.code, 0, agreed.stderr)
  assert.ok(existsSync(target))
})

test('a restore that is killed while it writes has changed nothing, and the next one clears up', async (t) => {
  const site = backupSite(t)
  truncateSync(site.path('data/server_temp_files/0a1b'), 2 ** 27)
  const { path } = await site.create()
  const folder = site.path('data/server_temp_files')
  rmSync(join(folder, '0a1b'))
  site.write('data/banned_ips.json', '["10.6.6.6"]')
  const before = stateOf(site)
  const words = ['backup', 'restore', path, '--config', site.path('config.json'), '--yes']
  const { child, exit } = chatctl(site.folder, words)
  await eventually(() => readdirSync(folder).length > 0 || undefined, 'a draft')
  child.kill('SIGKILL')
  assert.equal((await exit).signal, 'SIGKILL')
  assert.deepEqual(stateOf(site), before)
  truncateSync(join(folder, readdirSync(folder)[0] ?? ''), 3)
  const again = await site.run('restore', path, '--yes')
  assert.equal(again.code, 0, again.stderr)
  assert.deepEqual(readdirSync(folder), ['0a1b'])
  assert.equal(statSync(join(folder, '0a1b')).size, 2 ** 27)
})

test('cut off while a large file is read, a restore leaves no half of it, and nothing has changed', async (t) => {
  const site = backupSite(t)
  truncateSync(site.path('data/server_temp_files/0a1b'), 2 ** 26)
  const { path } = await site.create()
  const folder = site.path('data/server_temp_files')
  rmSync(join(folder, '0a1b'))
  site.write('data/banned_ips.json', '["10.6.6.6"]')
  const before = stateOf(site)
  const target = await site.target()
  const stop = new AbortController()
  const plan = await planRestore(liveHost(), target, { archive: path, roles: ROLES, signal: stop.signal })
  const watcher = watch(folder, () => stop.abort())
  t.after(() => watcher.close())
  await assert.rejects(restore(liveHost(), target, plan, stop.signal), {
    id: 'backup/interrupted',
    message: /nothing has changed/,
  })
  // At once: the program ends now.
  assert.deepEqual(readdirSync(folder), [])
  assert.deepEqual(stateOf(site), before)
})

test('who takes a file out of an archive has ended before its reading ends', async (t) => {
  const site = backupSite(t)
  const { path } = await site.create()
  const stop = new AbortController()
  let isTaken = false
  const onFile = async () => {
    stop.abort()
    // As slow as a disk may be: turns of the event loop in which the reading has long been given up.
    for (let turns = 0; turns < 50; turns++) await new Promise(setImmediate)
    isTaken = true
  }
  await assert.rejects(readArchive(path, { signal: stop.signal, onFile }), { id: 'backup/interrupted' })
  assert.ok(isTaken)
})

test('a variable that names the place of the data counts more than the configuration that is restored', async (t) => {
  const site = backupSite(t)
  site.write('elsewhere/bans.journal.jsonl', 'kept elsewhere')
  const env = {
    CHATCTL_DATA_DIRECTORY: site.path('elsewhere'),
    CHATCTL_DATA_BANNED_IPS_FILE: site.path('elsewhere/bans.json'),
  }
  site.write('elsewhere/bans.json', '["10.7.7.7"]')
  const run = (...words: string[]) =>
    runCommand(site.folder, ['backup', ...words, '--config', site.path('config.json')], '', env)
  const made = await run('create')
  assert.equal(made.code, 0, made.stderr)
  rmSync(site.path('elsewhere'), { recursive: true })
  rmSync(site.path('data'), { recursive: true })
  // Also where the configuration of now is broken: the variables are as good as before.
  for (const config of [site.read('config.json'), '{ "server": ']) {
    site.write('config.json', config)
    const done = await run('restore', '--yes')
    assert.equal(done.code, 0, done.stderr)
    assert.equal(site.read('elsewhere/bans.json'), '["10.7.7.7"]')
    assert.equal(site.read('elsewhere/bans.journal.jsonl'), 'kept elsewhere')
    assert.equal(site.read('data/muted_ips.json'), '[]', 'for this one no variable speaks')
    assert.ok(!existsSync(site.path('data/banned_ips.json')))
    rmSync(site.path('elsewhere'), { recursive: true })
    rmSync(site.path('data'), { recursive: true })
  }
})

test('root packs nothing that somebody else has laid a link to', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to make a link of another user')
  const site = backupSite(t)
  rmSync(site.path('data/muted_ips.json'))
  symlinkSync('/etc/shadow', site.path('data/muted_ips.json'))
  lchownSync(site.path('data/muted_ips.json'), 65_534, 65_534)
  await assert.rejects(site.create(), (error) => error instanceof ChatctlError && error.id === 'backup/links')
  lchownSync(site.path('data/muted_ips.json'), 0, 0)
  await site.create()
  return undefined
})
