import assert from 'node:assert/strict'
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { accessAs, mayByMode } from '../../src/facts/access.ts'
import { forbiddenBy, sandboxOf } from '../../src/facts/sandbox.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { mountOf, readMounts } from '../../src/host/mounts.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { look } from './look.ts'

const NOBODY = 65_534
const nobody = { name: 'nobody', uid: NOBODY, gid: NOBODY, gids: [NOBODY, 7] }
const DIRECTORY = 0o040000

/** A folder with a configuration in it. */
function configured(t: TestContext, config: object = {}): { folder: string; path: string } {
  const folder = temporaryFolder(t)
  const path = join(folder, 'config.json')
  writeFileSync(path, JSON.stringify(config))
  return { folder, path }
}

test('the first class that a user belongs to decides, as the kernel has it', () => {
  const file = (uid: number, gid: number, mode: number) => ({ uid, gid, mode })
  assert.equal(mayByMode(file(NOBODY, 0, 0o077), nobody, 'read'), false)
  assert.equal(mayByMode(file(0, 7, 0o707), nobody, 'read'), false)
  assert.equal(mayByMode(file(0, 7, 0o040), nobody, 'read'), true)
  assert.equal(mayByMode(file(0, 0, 0o004), nobody, 'write'), false)
  const root = { name: 'root', uid: 0, gid: 0, gids: [0] }
  assert.equal(mayByMode(file(NOBODY, 0, 0), root, 'write'), true)
  assert.equal(mayByMode(file(NOBODY, 0, 0o600), root, 'enter'), false)
  assert.equal(mayByMode(file(NOBODY, 0, DIRECTORY), root, 'enter'), true)
})

test('root asks the kernel as the user that is meant, and an ordinary user comes to the same by the modes', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('needs root, to become another user')
  const { folder } = configured(t)
  chmodSync(folder, 0o711)
  const modes = [0o600, 0o640, 0o644, 0o666, 0o755]
  const paths = modes.flatMap((mode) =>
    [0, 7, NOBODY].map((owner) => {
      const path = join(folder, `${mode}-${owner} ' "x`)
      writeFileSync(path, '')
      chownSync(path, owner === NOBODY ? NOBODY : 0, owner)
      chmodSync(path, mode)
      return path
    }),
  )
  const host = liveHost()
  const asked = await accessAs(host, nobody, paths)
  const counted = await accessAs({ ...host, uid: 12_345 }, nobody, paths)
  assert.deepEqual(asked, counted)
  assert.ok([...asked.values()].some(({ read }) => read) && [...asked.values()].some(({ read }) => !read))
})

test('an access list makes the mode less than the truth: an ordinary user cannot tell', async (t) => {
  const { path } = configured(t)
  chmodSync(join(path, '..'), 0o755)
  const marked = (mark: string) => ({
    ...liveHost(),
    uid: 12_345,
    run: async () => ({
      seen: true as const,
      value: { stdout: `-rw-r--r--${mark} 1 root root 2 Nov 25 12:00 ${path}\n`, stderr: '', exitCode: 0 },
      from: { source: 'ls', ms: 0, at: '' },
    }),
  })
  assert.equal((await accessAs(marked('+'), nobody, [path])).get(path)?.read, null)
  assert.equal((await accessAs(marked(''), nobody, [path])).get(path)?.read, true)
})

test('without setpriv, root goes by the modes', async (t) => {
  const { path } = configured(t)
  const host = { ...liveHost(), uid: 0 }
  const run: typeof host.run = (argv, options) => liveHost().run(['no-such-program', ...argv], options)
  const stranger = { name: 'x', uid: 54_321, gid: 54_321, gids: [54_321] }
  chmodSync(join(path, '..'), 0o755)
  chmodSync(path, 0o604)
  assert.deepEqual((await accessAs({ ...host, run }, stranger, [path])).get(path), {
    read: true,
    write: false,
    enter: false,
  })
})

test('the innermost mount counts, with blanks in its path, and the last of several at one place', async () => {
  const mounts = [
    { path: '/', type: 'ext4', readOnly: false },
    { path: '/srv', type: 'xfs', readOnly: true },
    { path: '/srv', type: 'tmpfs', readOnly: false },
  ]
  assert.equal(mountOf('/srv/chat', mounts)?.type, 'tmpfs')
  assert.equal(mountOf('/srvx', mounts)?.type, 'ext4')
  assert.equal(mountOf('/srv', [])?.type, undefined)
  const line = '36 35 0:31 / /mnt/my\\040disk ro,noatime shared:1 - tmpfs tmpfs rw,size=1m'
  const host = {
    ...liveHost(),
    readText: async () => ({
      seen: true as const,
      value: `${line}\nrubbish\n`,
      from: { source: '', ms: 0, at: '' },
    }),
  }
  assert.deepEqual(await readMounts(host), [{ path: '/mnt/my disk', type: 'tmpfs', readOnly: true }])
})

test('of rules for folders in one another the innermost decides what a unit may write to', () => {
  const sandbox = (properties: Record<string, string>) => sandboxOf(new Map(Object.entries(properties)))
  const strict = sandbox({
    ProtectSystem: 'strict',
    ReadWritePaths: '/opt/chat -/srv',
    StateDirectory: 'chat',
    ReadOnlyPaths: '/srv/fixed',
  })
  assert.equal(forbiddenBy('/opt/chat/data', strict), null)
  assert.equal(forbiddenBy('/var/lib/chat', strict), null)
  assert.equal(forbiddenBy('/opt/chatserver', strict), 'ProtectSystem=strict')
  assert.equal(forbiddenBy('/srv/fixed/x', strict), 'ReadOnlyPaths=/srv/fixed')
  assert.equal(forbiddenBy('/home/chat', sandbox({ ProtectHome: 'read-only' })), 'ProtectHome=read-only')
  assert.equal(forbiddenBy('/etc/chat', sandbox({ ProtectSystem: 'yes' })), null)
  assert.equal(forbiddenBy('/anything', sandbox({})), null)
})

test('the log is seen with the parts that rotation left, and nothing else', async (t) => {
  const { folder, path } = configured(t)
  for (const name of [
    'server.log',
    'server.log.1',
    'server.log.10',
    'server.log.2.gz',
    'server.log-20261125',
    'server.log.bak',
    'other.log',
  ])
    writeFileSync(join(folder, name), name)
  const { logFiles } = await look('storage', path)
  assert.deepEqual(
    logFiles.map((file) => file.path.slice(folder.length + 1)),
    ['server.log', 'server.log-20261125', 'server.log.1', 'server.log.2.gz', 'server.log.10'],
  )
})

test('a path that leads over a link is seen as what it leads to, and one disk is told once', async (t) => {
  const { folder, path } = configured(t, { data: { directory: 'linked' } })
  mkdirSync(join(folder, 'real'))
  symlinkSync(join(folder, 'real'), join(folder, 'linked'))
  const data = (await look('paths', path)).find(({ roles }) => roles.includes('data-folder'))
  assert.deepEqual([data?.path, data?.kind, data?.exists], [join(folder, 'linked'), 'folder', true])
  const { disks } = await look('storage', path)
  assert.equal(disks.length, 1)
  assert.deepEqual(disks[0]?.roles, ['data-folder', 'log-folder', 'list-folder'])
})

test('a link that leads nowhere, and one that leads to itself, do not exist', async (t) => {
  const { folder, path } = configured(t)
  symlinkSync('nowhere', join(folder, 'banned_ips.json'))
  symlinkSync('muted_ips.json', join(folder, 'muted_ips.json'))
  const paths = await look('paths', path)
  assert.equal(paths.find(({ roles }) => roles.includes('ban-list'))?.exists, false)
  const [, mutes] = await look('lists', path)
  assert.equal(mutes?.problem?.key, 'sanctions.broken.unreadable')
})

test('who may read a configuration is told by every folder on the way', async (t) => {
  const { folder, path } = configured(t)
  chmodSync(path, 0o644)
  chmodSync(folder, 0o755)
  assert.equal((await look('config', path)).othersMayRead, true)
  chmodSync(folder, 0o750)
  assert.equal((await look('config', path)).othersMayRead, false)
})
