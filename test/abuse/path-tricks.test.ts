import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { saveFile } from '../../src/cli/chat/save-file.ts'
import { scratchFolder } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { saying } from '../helpers/packets.ts'

/** Names that lead out of a folder, hide, mean a device, or look like another type. */
const TRICKS = [
  ...[
    '../../../../etc/cron.d/x.txt',
    '/etc/passwd.txt',
    '..\\..\\x.txt',
    'C:\\Windows\\x.txt',
    'a/../../b.txt',
  ],
  ...[
    '..%2f..%2fx.txt',
    '....//....//x.txt',
    '.\u200b./x.txt',
    '\u2024\u2024/x.txt',
    '．．／x.txt',
    'x.txt\0.pdf',
  ],
  ...[
    '.bashrc.txt',
    '-rf.txt',
    '~/.ssh/x.txt',
    'CON.txt',
    'aux.pdf',
    'x.txt ',
    'x.txt.',
    'gpj.\u202eexe.txt',
  ],
  ...[
    'a'.repeat(5000).concat('.txt'),
    `${'\u0301'.repeat(300)}.txt`,
    '$(touch x).txt',
    '`id`.txt',
    "';rm -rf x;'.txt",
  ],
]

const everything = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

test('no name of an upload, and no id of a request, leads the server out of its folder', async () => {
  await using daemon = await Daemon.start({ files: { 'secret.txt': 'secret' } })
  const ann = await daemon.join('ann')
  const names: string[] = []
  for (const filename of TRICKS) {
    ann.send({ type: 'file_upload', from: 'ann', filename, data: 'eA==' })
    const answer = await ann.next(
      (packet) => packet.type === 'file_notify' || String(packet.msg).startsWith('❌'),
    )
    if (answer.type === 'file_notify') names.push(String(answer.filename))
  }
  for (const name of names) assert.doesNotMatch(name, /[/\\\0]|^\.\.?$/, name)
  const stored = everything(daemon.folder).filter((name) => name.includes('server_temp_files/'))
  assert.equal(stored.length, names.length)
  for (const path of stored) assert.match(path, /server_temp_files\/[0-9a-f-]{36}$/)
  for (const file_id of [
    '../secret.txt',
    '../../secret.txt',
    daemon.path('secret.txt'),
    '.',
    '',
    'config.json\0',
    '__proto__',
  ]) {
    ann.send({ type: 'file_request', from: 'ann', file_id })
    await ann.next(saying('❌ 文件不存在或已过期'))
  }
})

describe('a received file', () => {
  test('is saved inside of the folder under a plain name, whatever the server calls it', async () => {
    using folder = scratchFolder()
    const target = join(folder.path, 'in')
    mkdirSync(target)
    for (const name of TRICKS) {
      const { path } = await saveFile(target, name, Buffer.from('x'))
      assert.equal(path.slice(0, target.length + 1), `${target}/`)
      assert.doesNotMatch(path.slice(target.length + 1), /^[.~-]|[/\\]|^(?:con|aux)\./i, name)
      assert.equal(statSync(path).mode & 0o777, 0o600)
    }
    assert.deepEqual(readdirSync(folder.path), ['in'])
    assert.equal(readdirSync(target).length, TRICKS.length)
  })

  test('never replaces what is there', async () => {
    using folder = scratchFolder()
    writeFileSync(join(folder.path, 'x.txt'), 'mine')
    const { path, beside } = await saveFile(folder.path, '../x.txt', Buffer.from('theirs'))
    assert.equal(beside, true)
    assert.notEqual(path, join(folder.path, 'x.txt'))
    assert.equal(readFileSync(join(folder.path, 'x.txt'), 'utf8'), 'mine')
  })
})
