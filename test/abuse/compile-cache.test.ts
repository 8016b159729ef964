import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const BUILT = resolve(import.meta.dirname, '../../bin/run.js')
const { compileCacheFolder, releaseFolder } = await import(
  String(new URL('../../bin/environment.js', import.meta.url))
)
const uid = process.getuid?.()
const skip = uid === undefined && 'there are no user ids here'
const notBuilt = existsSync('dist/cli/main.js') ? false : 'not built: npm run build'
const STRANGER = 65_534

/** A folder for caches, and the start of a program of a user for whom it is the usual one. */
function place(t: TestContext) {
  const caches = join(temporaryFolder(t), 'cache')
  mkdirSync(caches)
  const start = { env: { XDG_CACHE_HOME: caches } as NodeJS.ProcessEnv, uid: uid === 0 ? STRANGER : uid }
  if (uid === 0) chownSync(caches, STRANGER, STRANGER)
  return { caches, start, folder: join(caches, 'chatctl') }
}

test('compiled code lies in a folder of the user, and none of it in /tmp, which others may have prepared', {
  skip: skip || notBuilt,
}, async (t) => {
  const { caches } = place(t)
  const tmp = temporaryFolder(t)
  const prepared = join(tmp, 'node-compile-cache')
  mkdirSync(prepared)
  for (const path of [prepared, tmp]) chmodSync(path, 0o777)
  chmodSync(join(caches, '..'), 0o755)
  const { NODE_COMPILE_CACHE: _, ...env } = process.env
  const asUser = uid === 0 ? ['setpriv', `--reuid=${STRANGER}`, `--regid=${STRANGER}`, '--clear-groups'] : []
  const [command = '', ...args] = [...asUser, process.execPath, BUILT, 'ban', '--help']
  await promisify(execFile)(command, args, { cwd: tmp, env: { ...env, TMPDIR: tmp, XDG_CACHE_HOME: caches } })
  assert.deepEqual(readdirSync(prepared), [])
  const [release = '', ...more] = readdirSync(join(caches, 'chatctl'))
  assert.match(release, /^r-[a-z\d]+-[a-z\d]+$/)
  assert.deepEqual(more, [])
  assert.equal(readdirSync(join(caches, 'chatctl', release)).length, 1)
})

test('a cache that others could exchange is none', { skip }, (t) => {
  const { caches, start, folder } = place(t)
  if (uid === 0) assert.equal(compileCacheFolder(start), folder)
  chmodSync(caches, 0o777)
  assert.equal(compileCacheFolder(start), null)
  chmodSync(caches, 0o755)
  chmodSync(folder, 0o770)
  assert.equal(compileCacheFolder(start), null)
})

test('a link in the place of the cache, or a folder of somebody else, is none', { skip }, (t) => {
  const { caches, start, folder } = place(t)
  mkdirSync(join(caches, 'elsewhere'))
  symlinkSync(join(caches, 'elsewhere'), folder)
  assert.equal(compileCacheFolder(start), null)
  const other = { ...start, uid: 4242, env: { XDG_CACHE_HOME: join(caches, 'elsewhere') } }
  if (uid === 0) chownSync(join(caches, 'elsewhere'), STRANGER, STRANGER)
  assert.equal(compileCacheFolder(other), null)
})

test('root has one place whatever its environment says, and a service keeps none', { skip }, () => {
  const env = { HOME: '/home/somebody', XDG_CACHE_HOME: '/home/somebody/.cache' }
  assert.ok([null, '/var/cache/chatctl'].includes(compileCacheFolder({ env, uid: 0 })))
  assert.equal(compileCacheFolder({ env: { INVOCATION_ID: '1a' }, uid, command: 'serve' }), null)
})

/** What lies in a folder after a start of this release has ended, which is simulated by what it has left to the end. */
function atEndOfStart(folder: string, start: { readonly main: string; readonly sinceMs: number }): string {
  const before = process.listeners('exit')
  const made: string = releaseFolder(folder, { ...start, uid })
  for (const listener of process.listeners('exit')) {
    if (before.includes(listener)) continue
    process.off('exit', listener)
    listener(0)
  }
  return basename(made)
}

test('what was compiled of earlier releases goes when there is a new one, and nothing else does', {
  skip,
}, (t) => {
  const folder = temporaryFolder(t)
  const keep = join(folder, 'of-somebody')
  const at = (name: string) => join(folder, name)
  for (const path of [
    keep,
    at('v24.21.0-x64-964aae3f-0'),
    at('r-other1-old1'),
    at('r-other2-new1'),
    at('mine'),
  ]) {
    mkdirSync(path)
    writeFileSync(join(path, 'file'), 'x')
  }
  utimesSync(at('r-other1-old1'), new Date(0), new Date(0))
  symlinkSync(keep, at('r-linked-1'))
  symlinkSync(keep, at('v24.21.0-x64-00000000-0'))
  writeFileSync(at('r-afile-1'), 'x')
  const main = '/opt/somewhere/dist/cli/main.js'
  const first = atEndOfStart(folder, { main, sinceMs: 1_000_000 })
  const untouched = [
    'mine',
    'of-somebody',
    'r-afile-1',
    'r-linked-1',
    'r-other2-new1',
    'v24.21.0-x64-00000000-0',
  ]
  assert.deepEqual(readdirSync(folder).sort(), [...untouched, first].sort())
  symlinkSync(keep, join(at(first), 'link'))
  const second = atEndOfStart(folder, { main, sinceMs: 2_000_000 })
  assert.notEqual(second, first)
  assert.deepEqual(readdirSync(folder).sort(), [...untouched, second].sort())
  assert.deepEqual(readdirSync(keep), ['file'])
  // The next start of the same release finds its folder, and leaves everything as it is.
  mkdirSync(at('v24.21.0-x64-964aae3f-0'))
  assert.equal(atEndOfStart(folder, { main, sinceMs: 2_000_000 }), second)
  assert.ok(existsSync(at('v24.21.0-x64-964aae3f-0')))
})

test('a link in the place of the folder of a release is none', { skip }, (t) => {
  const folder = temporaryFolder(t)
  const start = { main: '/opt/somewhere/dist/cli/main.js', sinceMs: 1_000_000, uid }
  const made = releaseFolder(folder, start)
  const other = temporaryFolder(t)
  symlinkSync(made, join(other, basename(made)))
  assert.equal(releaseFolder(other, start), null)
  assert.equal(releaseFolder(join(folder, 'missing', 'folder'), start), null)
})
