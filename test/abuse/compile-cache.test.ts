import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const BUILT = resolve(import.meta.dirname, '../../bin/run.js')
const { compileCacheFolder } = await import(String(new URL('../../bin/environment.js', import.meta.url)))
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
  assert.ok(readdirSync(join(caches, 'chatctl')).length > 0)
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
