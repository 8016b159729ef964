import assert from 'node:assert/strict'
import {
  chownSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { byteString } from '../../src/encoding/byte-string.ts'
import { LogFile } from '../../src/logging/log-file.ts'
import { writeCrash } from '../../src/server/crash-file.ts'
import { writeAtomic } from '../../src/store/atomic-write.ts'
import { Journal } from '../../src/store/journal.ts'
import { ForeignLinkError, writePlace } from '../../src/store/write-place.ts'
import { runChatctl, scratchFolder } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { ofType, saying } from '../helpers/packets.ts'

const ROOT = process.getuid?.() === 0 ? false : 'needs root, to make links of another user'
const SOMEBODY = 65534
const PRECIOUS = 'precious\n'

/** A folder in which another user has put a link to a file of ours. */
function trap(name: string) {
  const folder = scratchFolder()
  const precious = join(folder.path, 'precious')
  const path = join(folder.path, name)
  writeFileSync(precious, PRECIOUS)
  symlinkSync(precious, path)
  lchownSync(path, SOMEBODY, SOMEBODY)
  return { folder, path, precious, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

function logFile(path: string) {
  return new LogFile({
    path,
    rotation: () => ({ maxBytes: 1000, backupCount: 3 }),
    onVanished: () => {},
    onRotateFailed: (error) => assert.fail(error),
  })
}

describe('a link that another user has put in the way', { skip: ROOT }, () => {
  for (const [what, args] of [
    ['report --out', ['report', '--out']],
    ['report --mapping', ['report', '--mapping']],
    ['doctor --junit', ['doctor', '--junit']],
  ] as const) {
    test(`does not lead ${what} to a file of ours`, async () => {
      using scene = trap('result')
      const exit = await runChatctl(scene.folder.path, [...args, scene.path])
      assert.equal(exit.code, 1, exit.stderr)
      assert.doesNotMatch(exit.stderr, /\n\s+at /)
      assert.equal(readFileSync(scene.precious, 'utf8'), PRECIOUS)
      assert.equal(readlinkSync(scene.path), scene.precious)
    })
  }

  test('is replaced by a bundle, which is for its maker alone, and its target is left alone', async () => {
    using scene = trap('bundle.tar.gz')
    const exit = await runChatctl(scene.folder.path, ['report', '--bundle', scene.path])
    assert.equal(exit.code, 0, exit.stderr)
    assert.equal(readFileSync(scene.precious, 'utf8'), PRECIOUS)
    assert.equal(lstatSync(scene.path).isFile(), true)
    assert.equal(statSync(scene.path).mode & 0o777, 0o600)
  })

  test('is no place for lists, journals, crashes and logs', async () => {
    using scene = trap('file')
    await assert.rejects(writeAtomic(scene.path, 'x'), ForeignLinkError)
    await assert.rejects(new Journal(scene.path).append([{ a: 1 }]), ForeignLinkError)
    assert.throws(() => logFile(scene.path).open(), ForeignLinkError)
    renameSync(scene.path, join(scene.folder.path, 'last-crash.json'))
    assert.ok(writeCrash(scene.folder.path, '1', 'uncaughtException', new Error('x')))
    assert.equal(readFileSync(scene.precious, 'utf8'), PRECIOUS)
  })

  test('that leads nowhere makes no file there', async () => {
    using scene = trap('file')
    rmSync(scene.precious)
    await assert.rejects(writeAtomic(scene.path, 'x'), ForeignLinkError)
    assert.throws(() => logFile(scene.path).open(), ForeignLinkError)
    assert.equal(existsSync(scene.precious), false)
  })

  test('is followed where its maker owns what it leads to, and so are our own links', async () => {
    using scene = trap('file')
    chownSync(scene.precious, SOMEBODY, SOMEBODY)
    await writeAtomic(scene.path, 'theirs')
    assert.equal(readFileSync(scene.precious, 'utf8'), 'theirs')
    const own = join(scene.folder.path, 'own')
    symlinkSync(scene.precious, own)
    assert.equal(writePlace(own), scene.precious)
    await writeAtomic(own, 'ours')
    assert.equal(readFileSync(scene.precious, 'utf8'), 'ours')
    assert.equal(lstatSync(own).isSymbolicLink(), true)
  })

  test('behind a link of our own is found as well, and a ring of links is none', () => {
    using scene = trap('theirs')
    const own = join(scene.folder.path, 'own')
    symlinkSync(scene.path, own)
    assert.throws(() => writePlace(own), ForeignLinkError)
    const [left, right] = [join(scene.folder.path, 'left'), join(scene.folder.path, 'right')]
    symlinkSync(left, right)
    symlinkSync(right, left)
    assert.throws(() => writePlace(left), { code: 'ELOOP' })
  })

  test('at the place of a backup is renamed or replaced by the rotation, never written through', () => {
    using scene = trap('server.log.1')
    const path = join(scene.folder.path, 'server.log')
    for (const number of [2, 3]) {
      symlinkSync(scene.precious, `${path}.${number}`)
      lchownSync(`${path}.${number}`, SOMEBODY, SOMEBODY)
    }
    const log = logFile(path)
    log.open()
    const lines = Array.from({ length: 40 }, () => byteString(`${'x'.repeat(98)}\n`))
    for (let from = 0; from < lines.length; ) from += log.write(lines, from)
    log.close()
    assert.equal(readFileSync(scene.precious, 'utf8'), PRECIOUS)
    assert.equal(lstatSync(`${path}.1`).isFile(), true)
  })
})

test('a link in place of the log between two rotations is not followed', { skip: ROOT }, () => {
  using scene = trap('trap')
  const path = join(scene.folder.path, 'server.log')
  const log = logFile(path)
  log.open()
  log.write([byteString('first\n')], 0)
  log.close()
  rmSync(path)
  renameSync(scene.path, path)
  assert.throws(() => log.write([byteString('second\n')], 0), ForeignLinkError)
  assert.equal(readFileSync(scene.precious, 'utf8'), PRECIOUS)
})

const UPLOAD = { type: 'file_upload', from: 'ann', filename: 'a.txt', data: 'eA==' }
const FOLDER = 'server_temp_files'

test('an uploads folder that was replaced by a link takes no files, and what the link leads to is not emptied', async () => {
  await using daemon = await Daemon.start()
  using elsewhere = scratchFolder()
  writeFileSync(join(elsewhere.path, 'precious'), PRECIOUS)
  const ann = await daemon.join('ann')
  ann.send(UPLOAD)
  const { file_id } = await ann.next(ofType('file_notify'))
  const place = readdirSync(daemon.folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(FOLDER),
  )
  const folder = daemon.path(place ?? FOLDER)
  renameSync(folder, `${folder}.moved`)
  symlinkSync(elsewhere.path, folder)
  ann.send(UPLOAD)
  await ann.next(saying('❌ 文件保存失败'))
  ann.send({ type: 'file_request', file_id })
  await ann.next(saying('❌ 文件读取失败'))
  daemon.child.kill('SIGTERM')
  await daemon.exited
  assert.deepEqual(readdirSync(elsewhere.path), ['precious'])
  assert.equal(lstatSync(folder).isSymbolicLink(), true)
})

test('a link in the uploads folder is removed at the start, and what it leads to stays', async () => {
  using elsewhere = scratchFolder()
  mkdirSync(join(elsewhere.path, 'sub'))
  writeFileSync(join(elsewhere.path, 'sub', 'precious'), PRECIOUS)
  await using first = await Daemon.start()
  const ann = await first.join('ann')
  ann.send(UPLOAD)
  await ann.next(ofType('file_notify'))
  const place = readdirSync(first.folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith(FOLDER),
  )
  first.child.kill('SIGKILL')
  await first.exited
  symlinkSync(join(elsewhere.path, 'sub'), join(first.path(place ?? FOLDER), 'link'))
  const again = await runChatctl(first.folder, ['serve', '--config', first.configFile], 6000)
  assert.equal(again.signal, 'SIGKILL')
  assert.equal(existsSync(join(first.path(place ?? FOLDER), 'link')), false)
  assert.deepEqual(readdirSync(join(elsewhere.path, 'sub')), ['precious'])
})
