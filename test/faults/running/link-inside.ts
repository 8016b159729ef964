// Runs inside a network of its own (link.test.ts): the server lives in a second one, and a cable leads from here to there.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { textToAll } from '../../helpers/daemon.ts'
import { isTalk } from '../../helpers/packets.ts'
import { saidBy } from '../doctor-run.ts'
import { LONG, Scene } from './scene.ts'

const HERE = '10.83.0.1'
const THERE = '10.83.0.2'
const HEARTBEATS = { heartbeat_interval: 1, heartbeat_timeout: 6 }
const SHORT_MS = 1500
const ip = (...args: string[]) => execFileSync('ip', args)

/** A second network, with the server's end of the cable in it. */
async function secondNetwork() {
  // /sys shows the cards of the network in which it was mounted.
  const keep = 'mount -t sysfs sysfs /sys && exec sleep infinity'
  const keeper = spawn('unshare', ['--net', '--mount', '--', 'sh', '-c', keep], { stdio: 'ignore' })
  await once(keeper, 'spawn')
  const own = readlinkSync('/proc/self/ns/net')
  const its = () => readlinkSync(`/proc/${keeper.pid}/ns/net`)
  const isMounted = () => readFileSync(`/proc/${keeper.pid}/comm`, 'utf8').trim() === 'sleep'
  for (let look = 0; (its() === own || !isMounted()) && look < 1000; look++) await delay(10)
  const within = ['nsenter', '--net', '--mount', '--target', `${keeper.pid}`, '--']
  const there = (...args: string[]) => execFileSync('nsenter', [...within.slice(1), 'ip', ...args])
  ip('link', 'set', 'lo', 'up')
  ip('link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'chat0', 'netns', `${keeper.pid}`)
  ip('addr', 'add', `${HERE}/24`, 'dev', 'cable')
  ip('link', 'set', 'cable', 'up')
  there('link', 'set', 'lo', 'up')
  there('addr', 'add', `${THERE}/24`, 'dev', 'chat0')
  there('link', 'set', 'chat0', 'up')
  return { within, there, end: () => keeper.kill('SIGKILL') }
}

test('the cable', async (t) => {
  const { within, there, end } = await secondNetwork()
  t.after(end)
  const port = 3083
  const scene = await Scene.open(t, {
    port,
    within,
    reachedAt: THERE,
    config: { server: { host: THERE }, security: HEARTBEATS },
  })

  using heartbeats = scene.heartbeats()
  const speaker = await scene.join('speaker-here')
  const listener = await scene.join('listener-here')
  await scene.ask('ban', { address: '203.0.113.1' })

  // Shorter than anybody may be silent: what was said meanwhile comes late, and whole.
  there('link', 'set', 'chat0', 'down')
  const said = Array.from({ length: 20 }, (_, at) => `said into the dark ${at}`)
  for (const msg of said) speaker.send(textToAll('speaker-here', msg))
  await delay(SHORT_MS)
  there('link', 'set', 'chat0', 'up')
  for (const msg of said) assert.equal((await listener.next(isTalk, LONG)).msg, msg)
  assert.deepEqual((await scene.ask('status', {})).dropped, {})

  // Longer than that: the server lets them go, and they come back under their names.
  there('link', 'set', 'chat0', 'down')
  const run = await scene.expectFound('network/card-down', new RegExp(`chat0 is switched off.*\\n.*${THERE}`))
  assert.match(
    saidBy(run, 'network/address-not-here'),
    new RegExp(`listens on ${THERE}, and this machine has lost that address`),
  )
  await scene.until('the time-outs', async () => (await scene.ask('status', {})).connections.open === 0)
  assert.equal((await scene.ask('status', {})).dropped.heartbeat, 4)
  heartbeats[Symbol.dispose]()
  there('link', 'set', 'chat0', 'up')
  using _ = scene.heartbeats()
  // The kernel believes for a moment that nobody is there.
  const comeBack = async () => {
    await scene.peopleCome()
    return true
  }
  await scene.until('the way to be found again', () => comeBack().catch(() => false))
  await scene.expectTalk()
  await scene.ask('ban', { address: '203.0.113.2' })
  await scene.expectKept(['203.0.113.1', '203.0.113.2'])
  await scene.expectHealthy()
})
