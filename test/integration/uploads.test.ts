import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { bare, fromSystem, mark } from '../helpers/packets.ts'
import { answerTo, LARGEST_FILE, store, upload } from './upload-steps.ts'

const TYPES = '.txt .pdf .jpg .jpeg .png .gif .zip .rar .doc .docx .xls .xlsx'.split(' ')

const INVALID_NAME = fromSystem('❌ 文件名无效')
const BAD_DATA = fromSystem('❌ 文件数据格式错误')

let daemon: Daemon
afterEach(() => daemon.disconnectAll())

describe('uploads (WIRE 5.4)', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  after(() => daemon?.stop())

  for (const [bytes, size] of [
    [0, '0.0KB'],
    [1, '0.0KB'],
    [100, '0.1KB'],
    [256, '0.2KB'],
    [768, '0.8KB'],
    [1280, '1.2KB'],
    [1792, '1.8KB'],
    [10_000, '9.8KB'],
    [LARGEST_FILE, '10240.0KB'],
  ] as const) {
    test(`of ${bytes} bytes are reported as (${size})`, async () => {
      const ann = await daemon.join('Ann')
      const [, success] = await store(ann, 'a.txt', Buffer.alloc(bytes))
      assert.deepEqual(bare(success), fromSystem(`✅ 文件《a.txt》上传成功 (${size})`))
    })
  }

  test('of more than 10 MiB are refused', async () => {
    const data = Buffer.alloc(LARGEST_FILE + 1).toString('base64')
    assert.deepEqual(
      await answerTo(daemon, upload('a.txt', data)),
      fromSystem('❌ 文件过大，最大允许 10.0MB'),
    )
  })

  for (const [sent, expected] of [
    ['/etc/cron.d/b.txt', 'b.txt'],
    ['../../../a.txt', 'a.txt'],
    ['C:\\dir\\b.txt', 'Cdirb.txt'],
    ['..\\..\\a.txt', 'a.txt'],
    ['a:b*c?d"e<f>g|h.txt', 'abcdefgh.txt'],
    ['a..b.txt', 'ab.txt'],
    ['.:.x.txt', '..x.txt'],
    ['e\u0301.txt', '\u00e9.txt'],
    ['a\u200bb\u202ec\u0007\u001b\n.txt', 'abc.txt'],
    [' \t a b .txt \n', 'a b .txt'],
    ['.hidden.txt', '.hidden.txt'],
    ['A.TXT', 'A.TXT'],
    ['a.tar.zip', 'a.tar.zip'],
    [`${'x'.repeat(250)}.txt`, `${'x'.repeat(196)}.txt`],
    [`${'😀'.repeat(250)}.jpeg`, `${'😀'.repeat(195)}.jpeg`],
    [`${'x'.repeat(196)}.txt`, `${'x'.repeat(196)}.txt`],
    ['名字.docx', '名字.docx'],
  ] as const) {
    test(`named ${JSON.stringify(sent).slice(0, 40)} become ${expected.slice(0, 20)}`, async () => {
      const ann = await daemon.join('Ann')
      const [notify, success] = await store(ann, sent, Buffer.from('x'))
      assert.equal(notify.filename, expected)
      assert.equal(success.msg, `✅ 文件《${expected}》上传成功 (0.0KB)`)
    })
  }

  for (const [what, filename] of [
    ['no name', undefined],
    ['an empty name', ''],
    ['a number for a name', 5],
    ['null for a name', null],
    ['an array for a name', ['a.txt']],
    ['a name of dots', '.....'],
    ['a name of one dot', '.'],
    ['a name of blanks', '   '],
    ['a name of forbidden characters', '\\:*?"<>|'],
    ['a name of invisible characters', '\u200b\u0000'],
    ['a folder', 'folder.txt/'],
  ] as const) {
    test(`with ${what} are refused`, async () => {
      assert.deepEqual(await answerTo(daemon, upload(filename, 'eA==')), INVALID_NAME)
    })
  }

  for (const filename of TYPES.flatMap((type) => [`a${type}`, `a${type.toUpperCase()}`])) {
    test(`of the type ${filename} are accepted`, async () => {
      assert.equal((await answerTo(daemon, upload(filename, 'eA=='))).type, 'file_notify')
    })
  }

  for (const filename of [
    'a.exe',
    'a',
    '.txt',
    'a.txt.sh',
    'a.',
    'a..txt',
    'atxt',
    'a.txt .',
    'a.tx\u0442',
  ]) {
    test(`of another type such as ${filename} are refused`, async () => {
      const { msg } = await answerTo(daemon, upload(filename, 'eA=='))
      const [, types] = /^❌ 不支持的文件类型。允许的类型: (.*)$/.exec(String(msg)) ?? []
      assert.deepEqual(types?.split(', ').sort(), TYPES.toSorted())
    })
  }

  for (const [what, data] of [
    ['no data (section 17, defect 11)', undefined],
    ['null for data', null],
    ['a number for data', 5],
    ['an array for data', ['eA==']],
    ['missing padding', 'abc'],
    ['half of the padding', 'eA='],
    ['padding alone', '='],
    ['one letter', 'a'],
    ['padding in the middle', 'eA==eA=='],
    ['too much padding', 'eA====='],
    ['rubbish (section 17, defect 12)', '!!!!'],
    ['rubbish inside', 'eH!h4eA=='],
    ['blanks inside, which are no line breaks', 'eHh4 eHh4'],
    ['a tab inside', 'eHh4\teHh4'],
    ['the other alphabet', '-_-_'],
    ['an address instead of data', 'data:text/plain;base64,eA=='],
  ] as const) {
    test(`with ${what} are refused`, async () => {
      assert.deepEqual(await answerTo(daemon, upload('a.txt', data)), BAD_DATA)
    })
  }

  test('with characters outside ASCII in their data are refused in other words', async () => {
    const answer = await answerTo(daemon, upload('a.txt', 'eA==你好'))
    assert.deepEqual(answer, fromSystem('❌ 文件处理失败'))
  })

  for (const [what, body] of [
    [
      'escapes in their data',
      '{"type":"file_upload","from":"Ann","filename":"a.txt","data":"\\/\\/8\\u003d"}',
    ],
    ['their data in front', '{"data":"//8=","filename":"a.txt","from":"Ann","type":"file_upload"}'],
    ['their data twice', '{"type":"file_upload","from":"Ann","filename":"a.txt","data":"!","data":"//8="}'],
    [
      'data deeper inside as well',
      '{"x":{"data":"QQ=="},"type":"file_upload","from":"Ann","filename":"a.txt","data":"//8=","y":[{"data":1}]}',
    ],
    ['a wrong size', '{"type":"file_upload","from":"Ann","filename":"a.txt","data":"//8=","size":"big"}'],
  ] as const) {
    test(`with ${what} are stored as they are meant`, async () => {
      const ann = await daemon.join('Ann')
      ann.sendFrame(body)
      const { file_id } = await ann.next()
      ann.send({ type: 'file_request', file_id })
      const { data } = await ann.next((packet) => packet.type === 'file_response')
      assert.equal(data, '//8=')
    })
  }

  test('are checked by name, then by type, then by data', async () => {
    assert.deepEqual(await answerTo(daemon, upload('', '!!!')), INVALID_NAME)
    assert.match(String((await answerTo(daemon, upload('a.exe', '!!!'))).msg), /^❌ 不支持的文件类型/)
    assert.deepEqual(await answerTo(daemon, upload('a.txt', '!!!')), BAD_DATA)
  })

  test('that were refused are not announced and close nothing', async () => {
    const [ann, bob] = await daemon.joinAll('Ann', 'Bob')
    for (const packet of [upload('', 'eA=='), upload('a.exe', 'eA=='), upload('a.txt', '!')]) {
      ann.send(packet)
      await ann.next()
    }
    const msg = mark()
    ann.send(textToAll('Ann', msg))
    assert.equal((await bob.next()).msg, msg)
  })
})
