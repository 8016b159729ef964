import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { locate } from '../../src/config/locate.ts'
import { LARGEST, readConfigFile } from '../../src/config/read-file.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** A working directory and the two system folders, each possibly with a config.json. */
function places(t: TestContext, having: readonly ('cwd' | 'opt' | 'etc' | 'named')[]) {
  const root = temporaryFolder(t)
  const folder = (name: string) => join(root, name)
  for (const name of ['cwd', 'opt', 'etc', 'named']) mkdirSync(folder(name))
  for (const name of having) writeFileSync(join(folder(name), 'config.json'), '{}')
  return { root, folder, cwd: folder('cwd'), folders: [folder('opt'), folder('etc')] }
}

test('the order is: named file, variable, working directory, first and second system folder', async (t) => {
  const { folder, cwd, folders } = places(t, ['cwd', 'opt', 'etc', 'named'])
  const found = async (explicit: string | undefined, variable: string | undefined, from: string) =>
    dirname((await locate({ explicit, env: { CHATCTL_CONFIG: variable }, cwd: from, folders })).path ?? '')
  assert.equal(await found('../named/config.json', '../etc/config.json', cwd), folder('named'))
  assert.equal(await found(undefined, '../etc/config.json', cwd), folder('etc'))
  assert.equal(await found(undefined, '', cwd), cwd)
  assert.equal(await found(undefined, undefined, dirname(cwd)), folder('opt'))
  const second = await locate({ env: {}, cwd: dirname(cwd), folders: [dirname(cwd), folder('etc')] })
  assert.equal(second.base, folder('etc'))
})

test('without any file the state belongs into data below the working directory', async (t) => {
  const { cwd, folders } = places(t, [])
  const { path, base, read, tried } = await locate({ env: {}, cwd, folders })
  assert.deepEqual([path, base, read], [null, join(cwd, 'data'), { outcome: 'missing' }])
  assert.deepEqual(
    tried,
    [cwd, ...folders].map((folder) => join(folder, 'config.json')),
  )
})

test('a named file that is missing is not replaced by one that nobody named', async (t) => {
  const { folder, cwd, folders } = places(t, ['cwd', 'opt'])
  const { path, base, read } = await locate({ explicit: '../named/config.json', env: {}, cwd, folders })
  assert.deepEqual(
    [path, base, read.outcome],
    [join(folder('named'), 'config.json'), folder('named'), 'missing'],
  )
})

async function refused(path: string): Promise<string> {
  const read = await readConfigFile(path)
  assert.equal(read.outcome, 'refused')
  return read.outcome === 'refused' ? `${read.finding.id} ${read.finding.message.key}` : ''
}

test('a folder of that name ends the search with a diagnosis', async (t) => {
  const { cwd, folders } = places(t, ['opt'])
  mkdirSync(join(cwd, 'config.json'))
  const { path, read } = await locate({ env: {}, cwd, folders })
  assert.equal(path, join(cwd, 'config.json'))
  assert.equal(read.outcome, 'refused')
  assert.equal(await refused(cwd), 'config/not-a-file config.isDirectory')
})

test('a FIFO that nobody writes to is refused and not waited for', async (t) => {
  if (process.platform === 'win32') return t.skip('needs mkfifo')
  const path = join(temporaryFolder(t), 'config.json')
  execFileSync('/usr/bin/env', ['mkfifo', path])
  assert.equal(await refused(path), 'config/not-a-file config.notAFile')
})

test('devices and sockets are no configuration', async (t) => {
  if (process.platform === 'win32') return t.skip('needs /dev/zero and Unix sockets')
  assert.equal(await refused('/dev/zero'), 'config/not-a-file config.notAFile')
  const path = join(temporaryFolder(t), 'config.json')
  const server = createServer()
  await new Promise<void>((listening) => server.listen(path, listening))
  t.after(() => server.close())
  assert.equal(await refused(path), 'config/not-a-file config.notAFile')
})

test('a file of the largest size is read, one byte more is refused unread', async (t) => {
  const path = join(temporaryFolder(t), 'config.json')
  writeFileSync(path, '{}')
  truncateSync(path, LARGEST)
  const read = await readConfigFile(path)
  assert.equal(read.outcome === 'bytes' && read.bytes.length, LARGEST)
  truncateSync(path, LARGEST + 1)
  assert.equal(await refused(path), 'config/too-big config.tooBig')
})

test('a file or folder that this user may not read is a diagnosis with advice', async (t) => {
  if (process.platform === 'win32') return t.skip('needs file modes')
  const folder = temporaryFolder(t)
  const path = join(folder, 'config.json')
  writeFileSync(path, '{}', { mode: 0 })
  const nobody = 65534
  t.after(() => process.getuid?.() === 0 && process.seteuid?.(0))
  for (const mode of [0o755, 0o000]) {
    chmodSync(folder, mode)
    if (process.getuid?.() === 0) process.seteuid?.(nobody)
    assert.equal(await refused(path), 'config/unreadable config.denied')
    if (process.getuid?.() === 0) process.seteuid?.(0)
  }
  chmodSync(folder, 0o755)
})

test('a path through a file, and a link to itself, are told apart', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'file'), '')
  assert.equal((await readConfigFile(join(folder, 'file', 'config.json'))).outcome, 'missing')
  if (process.platform === 'win32') return
  symlinkSync('loop', join(folder, 'loop'))
  assert.equal(await refused(join(folder, 'loop')), 'config/unreadable config.unreadable')
})
