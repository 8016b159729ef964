import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Daemon } from '../helpers/daemon.ts'
import { header } from '../helpers/framing.ts'
import { bare, fromSystem, isList, listWithout, SYSTEM, saying } from '../helpers/packets.ts'
import type { Packet, WireClient } from '../helpers/wire-client.ts'

const TIMED_OUT = '心跳超时，连接已断开'
const fromTheSystem = (packet: Packet) => packet.from === SYSTEM
const TIMEOUT = 2000
/** The original looks at most every five seconds; one more for a busy machine. */
const LATEST = TIMEOUT + 6000

/** Does something again and again until the connection is over or the time is up. */
async function repeatedly(client: WireClient, act: () => void, ms: number): Promise<void> {
  const end = Date.now() + ms
  while (Date.now() < end && client.ending === 'no') {
    act()
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
}

// All of them wait for the same deadline, so they wait together.
describe('heartbeats (WIRE section 9)', { concurrency: true }, () => {
  for (const compatibility of ['v9', 'v6'])
    describe(`with the ${compatibility} rules`, { concurrency: true }, () => {
      let daemon: Daemon
      const withoutMetadata = compatibility === 'v9' ? bare : (packet: object) => packet
      before(async () => {
        daemon = await Daemon.start({
          config: { server: { compatibility }, security: { heartbeat_timeout: TIMEOUT / 1000 } },
        })
      })
      after(() => daemon?.stop())

      test('a silent client is told so and closed, neither early nor late', async () => {
        const started = Date.now()
        const client = await daemon.enter()
        const packets = await client.closed(LATEST)
        assert.deepEqual(packets.filter(fromTheSystem).map(withoutMetadata), [fromSystem(TIMED_OUT)])
        assert.equal(client.ending, 'finished')
        assert.ok(Date.now() - started >= TIMEOUT - 100)
      })

      test('heartbeats keep a client, and nobody hears of them', async () => {
        const client = await daemon.enter()
        await repeatedly(client, () => client.send({ type: 'heartbeat', from: 'Beater' }), LATEST)
        assert.equal(client.ending, 'no')
        client.finish()
        const packets = await client.closed()
        assert.ok(packets.every((packet) => packet.type !== 'heartbeat' && packet.from !== SYSTEM))
      })

      test('packets of any type keep a client', async () => {
        const client = await daemon.enter()
        await repeatedly(client, () => client.send({ type: 'no such type', from: 'Busy' }), LATEST)
        assert.equal(client.ending, 'no')
        await client.close()
      })

      test('bytes of a frame that never ends keep nobody', async () => {
        const client = await daemon.enter()
        client.sendRaw(header(1000))
        await repeatedly(client, () => client.sendRaw(Buffer.from('x')), LATEST)
        const packets = await client.closed(1000)
        assert.ok(packets.some(saying(TIMED_OUT)))
      })

      test('a timeout is logged', async () => {
        const client = await daemon.enter({ from: '127.90.7.7' })
        await client.closed(LATEST)
        await daemon.logged(
          compatibility === 'v9'
            ? /\[WARNING\] 心跳超时: 127\.90\.7\.7 \(.*\)$/
            : /\[INFO\] \[超时\] 127\.90\.7\.7 \(.*\) 心跳超时已断开$/,
        )
        await daemon.logged(/\[INFO\] \[退出\] 127\.90\.7\.7 已离开$/)
      })

      if (compatibility === 'v9') {
        test('a body that is no JSON keeps nobody', async () => {
          const client = await daemon.enter()
          await repeatedly(client, () => client.sendFrame('no json'), LATEST)
          const packets = await client.closed(1000)
          assert.ok(packets.some(saying(TIMED_OUT)))
        })

        test('a timeout frees the name and pushes the list', async () => {
          const witness = await daemon.enter()
          const client = await daemon.enter()
          client.send({ type: 'hello', from: 'Sleeper' })
          const alive = repeatedly(witness, () => witness.send({ type: 'heartbeat' }), LATEST)
          await client.closed(LATEST)
          await witness.next(
            (packet) => isList(packet) && (packet.users as string[]).includes('Sleeper'),
            LATEST,
          )
          await witness.next(listWithout('Sleeper'), LATEST)
          const heir = await daemon.join('Sleeper')
          witness.finish()
          await alive
          await heir.close()
        })
      }
    })
})
