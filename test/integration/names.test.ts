import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import {
  bare,
  EVERYBODY,
  fromSystem,
  isList,
  isTalk,
  listWith,
  listWithout,
  mark,
} from '../helpers/packets.ts'
import type { Packet } from '../helpers/wire-client.ts'

const unavailable = (name: string) => fromSystem(`昵称不可用，已为你分配临时昵称：${name}`)
const taken = (wish: string, name: string) =>
  fromSystem(`昵称\u201c${wish}\u201d已被占用，已为你分配：${name}`)

let daemon: Daemon
let count = 0
/** A name that nobody bears and nobody bore. */
const freshName = () => `n${++count}`

/** What a client gets when its first packet is this one: the notices, then the name from the list. */
async function naming(first: object | string): Promise<{ notices: Packet[]; name: string }> {
  const client = await daemon.enter()
  const others = new Set(await present())
  if (typeof first === 'string') client.sendFrame(first)
  else client.send(first)
  const seen = await client.upTo((packet) => isList(packet) && additions(packet, others).length > 0)
  const list = seen.at(-1) as Packet
  const name = additions(list, others)[0] as string
  return { notices: seen.filter((packet) => !isList(packet)).map(bare), name }
}

const additions = (list: Packet, others: ReadonlySet<string>) =>
  (list.users as string[]).filter((user) => !others.has(user))

/** Who is there, as an observer that comes and goes sees it. */
async function present(): Promise<string[]> {
  const name = freshName()
  const observer = await daemon.enter()
  observer.send({ type: 'hello', from: name })
  const list = await observer.next(listWith(name))
  await observer.close()
  return list.users as string[]
}

describe('names (WIRE 5.1)', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  afterEach(() => daemon.disconnectAll())
  after(() => daemon?.stop())

  for (const [what, from, name] of [
    ['blanks at its ends are removed', '  Ann \t\r\n', 'Ann'],
    [
      'whitespace of other scripts at its ends is removed',
      '\u3000\u00a0\u2003\u0085\u001cAnn\u2029\u001f',
      'Ann',
    ],
    ['blanks inside stay', 'Ann B', 'Ann B'],
    ['control characters are removed', 'A\u0000n\u0007n\u001b[31m\u009f', 'Ann[31m'],
    ['bidirectional marks are removed', '\u202eAnn\u202c\u200f\u2066', 'Ann'],
    ['zero-width characters are removed', 'A\u200bn\u200cn\u200d\ufeff\u2060', 'Ann'],
    ['U+3000 and U+00A0 inside are removed', 'A\u3000n\u00a0n', 'Ann'],
    ['line and paragraph separators are removed', 'A\u2028n\u2029n', 'Ann'],
    ['private use characters are removed', 'A\ue000nn\u{f0000}', 'Ann'],
    ['code points that are not assigned are removed', 'A\u0378nn\uffff', 'Ann'],
    ['emoji families fall apart', '👨\u200d👩\u200d👧', '👨👩👧'],
    ['combining marks and variation selectors stay', 'e\u0301\ufe0f', 'e\u0301\ufe0f'],
    ['20 code points are left', 'abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrst'],
    ['characters beyond the BMP count once', '😀'.repeat(25), '😀'.repeat(20)],
    ['removed characters do not count', `\u200b${'\u0000'.repeat(30)}${'x'.repeat(20)}`, 'x'.repeat(20)],
    ['10,000 code points are cut like any other', '字'.repeat(10_000), '字'.repeat(20)],
  ] as const) {
    test(`${what}, without a notice`, async () => {
      assert.deepEqual(await naming({ type: 'hello', from }), { notices: [], name })
    })
  }

  for (const [what, from] of [
    ['an empty name', ''],
    ['a name of blanks', ' \t '],
    ['a name of invisible characters', '\u200b\u202e\u0007\u3000'],
    ['the name 系统', '系统'],
    ['the name 服务器', '服务器'],
    ['the name 【系统广播】', '【系统广播】'],
    ['the name 所有人', '所有人'],
    ['the name 你', '你'],
    ['the name 未命名', '未命名'],
    ['a reserved name between blanks', ' 系统 '],
    ['a reserved name with invisible characters', '系\u200b统\u202c'],
    ['a reserved name behind U+200B and a blank (section 17, defect 8)', '\u200b 系统'],
    ['a reserved name before a blank and U+200B', '系统 \u200b'],
    ['a number', 5],
    ['null', null],
    ['an array', ['Ann']],
    ['an object', { name: 'Ann' }],
    ['true', true],
  ] as const) {
    test(`${what} becomes Guest, with a notice`, async () => {
      assert.deepEqual(await naming({ type: 'hello', from }), {
        notices: [unavailable('Guest')],
        name: 'Guest',
      })
    })
  }

  test('a missing name becomes Guest, even in a packet without a type', async () => {
    assert.deepEqual(await naming({ hello: 1 }), { notices: [unavailable('Guest')], name: 'Guest' })
  })

  test('the second and the third Guest are numbered', async () => {
    assert.equal((await naming({ type: 'hello' })).name, 'Guest')
    assert.deepEqual(await naming({ type: 'hello', from: '系统' }), {
      notices: [unavailable('Guest_2')],
      name: 'Guest_2',
    })
    assert.deepEqual(await naming({ type: 'hello', from: '' }), {
      notices: [unavailable('Guest_3')],
      name: 'Guest_3',
    })
  })

  test('whoever asks for Guest gets it without a notice, and the next one is numbered', async () => {
    assert.deepEqual(await naming({ type: 'hello', from: 'Guest' }), { notices: [], name: 'Guest' })
    assert.deepEqual(await naming({ type: 'hello', from: 'Guest' }), {
      notices: [taken('Guest', 'Guest_2')],
      name: 'Guest_2',
    })
    assert.equal((await naming({ type: 'hello' })).name, 'Guest_3')
  })

  test('a taken name is numbered, with a notice in typographic quotes', async () => {
    const wish = freshName()
    await daemon.join(wish)
    for (const number of [2, 3, 4]) {
      assert.deepEqual(await naming({ type: 'hello', from: ` ${wish}\u200b` }), {
        notices: [taken(wish, `${wish}_${number}`)],
        name: `${wish}_${number}`,
      })
    }
  })

  test('the first free number is given', async () => {
    const wish = freshName()
    await daemon.join(wish)
    await daemon.join(`${wish}_2`)
    assert.equal((await naming({ type: 'hello', from: wish })).name, `${wish}_3`)
  })

  test('a taken name of 20 code points is cut so that the number has room', async () => {
    const wish = '😀'.repeat(20)
    await daemon.join(wish)
    const expected = `${'😀'.repeat(18)}_2`
    assert.deepEqual(await naming({ type: 'hello', from: wish }), {
      notices: [taken(wish, expected)],
      name: expected,
    })
  })

  test('a number of two digits takes one more code point', async () => {
    const wish = 'abcdefghijklmnopqrst'
    await daemon.join(wish)
    for (let number = 2; number < 10; number++) await naming({ type: 'hello', from: wish })
    assert.equal((await naming({ type: 'hello', from: wish })).name, 'abcdefghijklmnopq_10')
  })

  test('case makes a different name', async () => {
    const wish = freshName()
    await daemon.join(wish)
    const other = wish.toUpperCase()
    assert.deepEqual(await naming({ type: 'hello', from: other }), { notices: [], name: other })
  })

  test('composed and decomposed characters make different names', async () => {
    await daemon.join('\u00e9')
    assert.deepEqual(await naming({ type: 'hello', from: 'e\u0301' }), { notices: [], name: 'e\u0301' })
  })

  test('a name is free again when its owner has left', async () => {
    const wish = freshName()
    const owner = await daemon.join(wish)
    const witness = await daemon.join(freshName())
    await owner.close()
    await witness.next(listWithout(wish))
    assert.deepEqual(await naming({ type: 'hello', from: wish }), { notices: [], name: wish })
  })

  for (const first of [
    { type: 'text', msg: 'hello' },
    { type: 'file', filename: 'a.txt', filedata: 'YQ==' },
    { type: 'file_request', file_id: 'x' },
    { type: 'file_upload', filename: '' },
    { type: 'no such type' },
    {},
  ]) {
    test(`a first packet of type ${first.type ?? 'none at all'} names the connection`, async () => {
      const name = freshName()
      const client = await daemon.enter()
      client.send({ ...first, from: name })
      await client.next(listWith(name))
    })
  }

  test('a heartbeat does not name the connection', async () => {
    const [wrong, name] = [freshName(), freshName()]
    const client = await daemon.enter()
    client.send({ type: 'heartbeat', from: wrong })
    client.send({ type: 'hello', from: name })
    const lists = (await client.upTo(listWith(name))).filter(isList)
    assert.ok(lists.every((list) => !(list.users as string[]).includes(wrong)))
  })

  test('later names are ignored for good', async () => {
    const [first, other] = [freshName(), freshName()]
    const witness = await daemon.join(other)
    const client = await daemon.join(first)
    const msg = mark()
    client.send({ type: 'text', from: 'Somebody Else', msg })
    const text = await witness.next((packet) => packet.msg === msg)
    assert.deepEqual(bare(text), { type: 'text', from: first, target: EVERYBODY, msg })
  })

  test('the notice comes first, then the list, then the effect of the packet', async () => {
    const wish = freshName()
    await daemon.join(wish)
    const client = await daemon.enter()
    client.send({ type: 'text', from: wish, target: 'Nobody', msg: 'hello' })
    const effect = fromSystem('❌ 发送失败：用户 Nobody 不在线')
    const packets = (await client.upTo((packet) => packet.msg === effect.msg)).map(bare)
    const notice = packets.findIndex(isTalk)
    assert.deepEqual(packets[notice], taken(wish, `${wish}_2`))
    const list = packets.findIndex(listWith(`${wish}_2`))
    assert.ok(notice < list && list < packets.length - 1, 'the list comes between the notice and the effect')
    assert.deepEqual(packets.at(-1), effect)
  })

  test('others see the list with the new name before its first text', async () => {
    const name = freshName()
    const witness = await daemon.join(freshName())
    const client = await daemon.enter()
    const msg = mark()
    client.send({ type: 'text', from: name, msg })
    const packets = await witness.upTo((packet) => packet.msg === msg)
    assert.ok(packets.slice(0, -1).some(listWith(name)))
  })

  test('names like __proto__ and constructor are names like any other', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      assert.deepEqual(await naming(`{"type":"hello","from":"${name}"}`), { notices: [], name })
    }
  })
})
