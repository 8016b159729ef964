import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { ControlClient } from '../../src/control/client.ts'
import { Dice } from '../fuzz/dice.ts'
import { testConfig } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'
import { Account } from './account.ts'
import { ASKABLE, expectBase, type Holdings, readHoldings } from './holdings.ts'
import { type ConfigFile, Operator } from './operator.ts'
import { PATIENCE } from './person.ts'
import { BURST, LENGTHS } from './roles.ts'
import { playRound } from './round.ts'
import { freshAddresses, Stage } from './stage.ts'

export interface SoakOptions {
  readonly minutes: number
  readonly seed: number
  /** How many of each kind take part in a round. */
  readonly crowd: number
  /** Stop the process for so long in the middle, in ms; 0 for not at all. */
  readonly standstillMs: number
  readonly onRound?: (told: RoundReport) => void
}

/** What was seen in a round, and what the server holds after it. */
interface RoundReport {
  readonly round: number
  readonly rounds: number
  readonly people: number
  readonly said: number
  readonly heard: number
  readonly logLines: number
  readonly holdings: Holdings
}

const ROUND_MS = 30_000
const LEAST_ROUNDS = 4
/** A machine may stop us for a moment whenever it likes; each stop is one warning. */
const MOST_STALLS = 1000
const ENDED_BY_SIGTERM = 143

const SETTINGS = {
  server: { max_connections: 500 },
  security: {
    heartbeat_timeout: 12,
    max_message_length: LENGTHS[0],
    max_messages_per_second: 100,
    message_burst: BURST,
  },
  logging: { format: 'json', max_bytes: 100_000, backup_count: 5000 },
  files: { min_free_bytes: 0 },
}

/**
 * Lets a room live for so long with everything going on at once, round by round, and compares each round with the rules.
 *
 * @throws at the first difference; the seed plays the same parts again, though not to the millisecond
 */
export async function soak({
  minutes,
  seed,
  crowd,
  standstillMs,
  onRound = () => {},
}: SoakOptions): Promise<void> {
  const options = { config: SETTINGS, ...ASKABLE }
  await using daemon = await Daemon.start(options)
  const control = new ControlClient(daemon.path('control.sock'))
  const dice = new Dice(seed)
  const takeAddress = freshAddresses()
  const rounds = Math.max(LEAST_ROUNDS, Math.round((minutes * 60_000) / ROUND_MS))
  const ms = (minutes * 60_000) / rounds
  let limit: number = LENGTHS[0]
  let base: Holdings | undefined
  for (let round = 0; round < rounds; round++) {
    const account = new Account()
    const stage = new Stage({ port: daemon.port, dice, control, account }, takeAddress)
    const operator = new Operator(stage, configFile(daemon), limit)
    const isStandstill = standstillMs > 0 && round === Math.floor(rounds / 2)
    const meanwhile = isStandstill ? () => standStill(daemon, standstillMs, stage) : undefined
    const result = await playRound(stage, operator, { ms, crowd, meanwhile }).catch((error) => {
      throw new Error(`seed ${seed}, round ${round + 1}: ${error.message}`, { cause: error })
    })
    limit = operator.limit
    await expectNobody(control)
    account.expect('server/stalled', 0, MOST_STALLS)
    const logLines = account.settle(await takeLog(daemon, control))
    base ??= await readHoldings(daemon)
    const holdings = await expectBase(daemon, base)
    onRound({ round: round + 1, rounds, ...result, logLines, holdings })
  }
  const { code, stderr } = await daemon.stop()
  // Node itself warns there, of a descriptor that was forgotten or of too many listeners.
  assert.deepEqual({ code, stderr }, { code: ENDED_BY_SIGTERM, stderr: '' })
}

function configFile(daemon: Daemon): ConfigFile {
  return {
    path: daemon.configFile,
    text: (max_message_length) => {
      const security = { ...SETTINGS.security, max_message_length }
      return JSON.stringify(testConfig(daemon.port, { ...SETTINGS, security }))
    },
  }
}

async function standStill(daemon: Daemon, ms: number, stage: Stage): Promise<void> {
  const { account, steady } = stage
  account.expect('server/stalled')
  // What was said meanwhile is heard all at once.
  account.expect('chat/flood-slowed', 0, steady.length)
  stage.isStill = true
  daemon.child.kill('SIGSTOP')
  await delay(ms)
  daemon.child.kill('SIGCONT')
  stage.isStill = false
}

/** Nobody is in the room, and nothing is kept of those who were. */
async function expectNobody(control: ControlClient): Promise<void> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const { connections, queue, pendingFrameBytes, log } = await control.call(
      'status',
      {},
      { timeoutMs: PATIENCE },
    )
    const held = {
      open: connections.open,
      named: connections.named,
      queued: queue.bytes,
      pending: pendingFrameBytes,
    }
    assert.deepEqual({ lost: log.lost, errors: log.writeErrors }, { lost: 0, errors: 0 })
    if (Object.values(held).every((one) => one === 0)) return
    assert.ok(Date.now() < deadline, `kept of those who have left: ${JSON.stringify(held)}`)
    await delay(50)
  }
}

/** All that was logged in the round, in files that nobody writes to any more. */
async function takeLog(daemon: Daemon, control: ControlClient): Promise<string[]> {
  await control.call('rotate', { as: 'number' }, { timeoutMs: PATIENCE })
  return globSync(daemon.path('server.log.*'))
}
