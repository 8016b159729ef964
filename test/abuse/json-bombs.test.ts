import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { mark, saying } from '../helpers/packets.ts'
import { cpuTicks } from './daemon-cpu.ts'

const MIB = 1 << 20
const LINUX = process.platform === 'linux' ? false : 'needs /proc'

const filled = (piece: string, bytes: number) => piece.repeat(Math.floor(bytes / piece.length))
const inType = (type: string, rest: string) =>
  `{"type":"${type}","from":"Eve","filename":"a.txt","file_id":"x",${rest}}`
/** A run that is one digit too short to be refused, again and again. */
const nearlyTooLong = `${'7'.repeat(4300)},`

/** Bodies that cost little to send and may cost much to read: each as a packet that is handed on, and as one that is not. */
const BOMBS = {
  'empty arrays': `"x":[${filled('[],', 3 * MIB)}0]`,
  'empty objects': `"x":[${filled('{},', 3 * MIB)}0]`,
  'numbers that are nearly too long': `"x":[${filled(nearlyTooLong, 2 * MIB)}0]`,
  'the same in a string': `"x":"${filled(nearlyTooLong, 2 * MIB)}"`,
  'one number of 2 MiB': `"x":${'7'.repeat(2 * MIB)}`,
  'a number beyond all bounds': '"x":1e999999999',
  'a million equal keys': `${filled('"msg":"a",', 3 * MIB)}"msg":"a"`,
  'half a million different keys': `${Array.from({ length: 500_000 }, (_, at) => `"${at.toString(36)}":0`).join()}`,
  'nested arrays': `"x":${'['.repeat(2 * MIB)}${']'.repeat(2 * MIB)}`,
  'nested objects': `"x":${'{"a":'.repeat(MIB)}0${'}'.repeat(MIB)}`,
  'keys of the prototype': '"__proto__":{"type":"heartbeat"},"constructor":{"prototype":{}},"toString":1',
  'a text of 10 MB': `"msg":"${'a'.repeat(10_000_000)}"`,
  'a text of escapes': `"msg":"${filled('\\ud800', 3 * MIB)}"`,
  'a text of backslashes and quotes': `"msg":"${filled('\\\\\\"', 3 * MIB)}"`,
  'a target of 10 MB': `"msg":"a","target":"${'a'.repeat(10_000_000)}"`,
  'a name of combining marks': `"msg":"a","from":"${filled('\u0301', 3 * MIB)}"`,
  'base64 of nothing but line breaks': `"data":"${filled('\\n', 3 * MIB)}"`,
}

/** What becomes of a packet is decided by its type, with the v6 rules hardly so. */
const TYPES = { v9: ['text', 'file', 'file_upload'], v6: ['text', 'file'] }

for (const compatibility of ['v9', 'v6'] as const) {
  describe(`JSON that is made to be costly, with the ${compatibility} rules`, { skip: LINUX }, () => {
    test('costs hardly more than an honest packet of that size, and nobody is kept waiting or disturbed', async () => {
      await using daemon = await Daemon.start({ config: { server: { compatibility } } })
      const ann = await daemon.enter()
      ann.send(textToAll('Ann', 'hello'))
      const bob = await daemon.enter()
      bob.send(textToAll('Bob', 'hello'))
      await ann.next(saying('hello'))
      const throwAtIt = async (body: string) => {
        const before = cpuTicks(daemon)
        const eve = await daemon.enter()
        eve.sendFrame(body)
        const msg = mark()
        eve.send({ type: 'heartbeat' })
        eve.finish()
        await eve.closed(30_000)
        ann.send(textToAll('Ann', msg))
        await bob.next(saying(msg), 30_000)
        return cpuTicks(daemon) - before
      }
      const honest = await throwAtIt(inType('unknown', `"x":"${'a'.repeat(3 * MIB)}"`))
      for (const [what, rest] of Object.entries(BOMBS)) {
        for (const type of TYPES[compatibility]) {
          const ticks = await throwAtIt(inType(type, rest))
          // A hundred ticks are a second; the worst of these took twenty.
          assert.ok(
            ticks < 60 + 10 * honest,
            `${what} in ${type}: ${ticks} ticks, an honest packet ${honest}`,
          )
        }
      }
      if (daemon.residentBytes() > 0)
        assert.ok(daemon.residentBytes() < 900 * MIB, `${daemon.residentBytes()}`)
      assert.equal(({} as Record<string, unknown>).type, undefined)
      assert.deepEqual(
        daemon.log().filter((line) => line.includes('Unexpected error') || line.includes('意外错误')),
        [],
      )
    })
  })
}
