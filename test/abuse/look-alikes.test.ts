import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { isList, saying } from '../helpers/packets.ts'
import { LOOPBACK_NET, reload } from './status.ts'

/** What people could take for a name of the system, by how it is made. */
const SPOOFED = {
  'a variation selector behind it': '系统\ufe0f',
  'a selector between the letters': '系\u{e0100}统',
  'a combining mark': '系\u0307统',
  'twenty of them': `系${'\u0301'.repeat(17)}统`,
  'a letter that draws nothing': '\u3164系\u115f统\uffa0',
  'a grapheme joiner': '系\u034f统',
  'an empty braille cell': '系统\u2800',
  'blanks between the letters': '系 统',
  brackets: '[系统]',
  'brackets of another kind': '【系统】',
  'a colon behind it': '系统：',
  'a look-alike letter': '糸统',
  'the traditional form': '系統',
  'the radical in place of the letter': '所有⼈',
  'a compatibility form in full width brackets': '［系统广播］',
  'no brackets': '系统广播',
  'another person': '所有入',
  'the end in place of not yet': '末命名',
  'a mark on a single letter': '你\ufe0f',
}

/** Names that people bear; the originals took them. */
const ORDINARY = [
  ...[
    '你好',
    '你!',
    '你😀',
    '你们',
    '系统管理员',
    '系统2',
    '系',
    '服务员',
    '人人',
    '未命名2',
    '所有',
    '管理员',
  ],
  ...[
    'Guest',
    'admin',
    'system',
    'Server',
    'Алиса',
    'Αλέξης',
    'Ａｎｎ',
    'é\ufe0f',
    '★Ann★',
    '[Ann]',
    '가나',
    'أحمد',
  ],
]

for (const compatibility of ['v9', 'v6'] as const) {
  describe(`names that look like those of the system, with the ${compatibility} rules`, () => {
    test('are taken by nobody, and ordinary names by anybody', async () => {
      await using daemon = await Daemon.start({ config: { server: { compatibility } } })
      const listener = await daemon.enter()
      const speaks = async (from: string) => {
        const client = await daemon.enter()
        client.send(textToAll(from, 'hello'))
        const { from: name } = await listener.next(saying('hello'))
        await client.close()
        return name
      }
      for (const [how, from] of Object.entries(SPOOFED)) {
        const protectedHere = compatibility === 'v9' || /[系糸]/.test(from)
        if (protectedHere) assert.equal(await speaks(from), 'Guest', how)
      }
      for (const name of ORDINARY) assert.equal(await speaks(name), name)
    })
  })
}

test('names of the operator are reserved in every spelling, from the next newcomer on', async () => {
  await using daemon = await Daemon.start()
  const ask = async (from: string) => {
    const client = await daemon.enter()
    client.send({ type: 'hello', from })
    const list = await client.next((packet) => isList(packet) && (packet.users as string[]).length === 1)
    await client.close()
    return (list.users as string[])[0]
  }
  assert.equal(await ask('admin'), 'admin')
  daemon.configure({ security: { reserved_names: ['admin', 'Моб', '王老板'] } })
  await reload(daemon)
  const spellings = [
    'admin',
    'ADMIN',
    'Аdmіn',
    'αdmin',
    'ａｄｍｉｎ',
    '𝐚𝐝𝐦𝐢𝐧',
    'adrnin',
    'adm1n',
    'a.d.m.i.n',
    'ádmin',
    'Moб',
  ]
  for (const name of [...spellings, '王老板', '王 老板']) assert.equal(await ask(name), 'Guest', name)
  for (const name of ['administrator', 'Adam', 'домин', '王老', 'badmin']) assert.equal(await ask(name), name)
})

test('a reserved name cannot be given by an operator by mistake either', { skip: LOOPBACK_NET }, async () => {
  await using daemon = await Daemon.start()
  await daemon.join('ann', { from: '127.67.0.1' })
  const { stdout } = await daemon.operate('rename', '127.67.0.1', '系\u034f统')
  assert.match(stdout, /Guest/)
})
