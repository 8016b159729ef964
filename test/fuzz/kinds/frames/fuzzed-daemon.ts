import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import type { ServerStatus } from '../../../../src/control/methods.ts'
import { freePort } from '../../../helpers/chatctl.ts'
import { Daemon, eventually } from '../../../helpers/daemon.ts'
import { type Meter, meterThere } from '../../guided/meter.ts'
import type { Rules } from './expectation.ts'
import { WORDS } from './meant.ts'
import { Room } from './room.ts'

/** Frames after which the daemon has allocated what it keeps for good. */
const WARM_UP_FRAMES = 20_000
/** How far a heap swings before its garbage is collected, whatever the number of frames, in bytes. */
const MOST_GROWTH = 256 << 20

/** A daemon of its own that is fuzzed. */
export class FuzzedDaemon {
  readonly room: Room
  /** Of what runs in the daemon, where that is wanted. */
  readonly meter: Meter | undefined
  readonly #daemon: Daemon
  #warm = 0

  private constructor(daemon: Daemon, room: Room, meter: Meter | undefined) {
    this.#daemon = daemon
    this.room = room
    this.meter = meter
  }

  static async start(rules: Rules, isMeasured: boolean): Promise<FuzzedDaemon> {
    const inspector = isMeasured ? `127.0.0.1:${await freePort()}` : undefined
    const daemon = await Daemon.start({
      config: {
        server: { compatibility: rules },
        security: { heartbeat_timeout: 3600, filter_words: WORDS },
        logging: { format: 'json', backup_count: 1000 },
      } as Record<string, Record<string, unknown>>,
      ...(inspector && {
        nodeArgs: [`--inspect=${inspector}`],
        // From the start on: in functions that are compiled without it, V8 tells no blocks from each other.
        env: { NODE_V8_COVERAGE: 'coverage' },
      }),
    })
    const meter = inspector === undefined ? undefined : await meterThere(await inspectorOf(inspector))
    return new FuzzedDaemon(daemon, new Room(daemon.port, rules), meter)
  }

  /** To be told now and then, for a look at the memory. */
  progress(): void {
    if (this.#warm === 0 && this.room.frames >= WARM_UP_FRAMES) this.#warm = this.#daemon.residentBytes()
  }

  /**
   * Looks at the daemon when everybody has left, and ends it.
   *
   * @returns resident bytes gained since the warm-up; 0 where the system does not tell
   * @throws where it holds what it should not
   */
  async end(): Promise<number> {
    this.room.leave()
    this.meter?.close()
    try {
      const grownBytes = this.#warm === 0 ? 0 : this.#daemon.residentBytes() - this.#warm
      assert.ok(grownBytes < MOST_GROWTH, `the daemon holds ${grownBytes} bytes more than after its warm-up`)
      await expectCalm(this.#daemon)
      expectSoundLog(this.#daemon.folder)
      return grownBytes
    } finally {
      await this.#daemon.stop()
    }
  }
}

async function inspectorOf(address: string): Promise<string> {
  const answer = await fetch(`http://${address}/json/list`)
  const [target] = (await answer.json()) as { webSocketDebuggerUrl: string }[]
  return target?.webSocketDebuggerUrl ?? ''
}

/** Nobody is in the room, and nothing is kept of those who were. */
async function expectCalm(daemon: Daemon): Promise<void> {
  await eventually(() => (daemon.log().at(-1)?.includes('chat/left') ? true : undefined), 'the last to leave')
  const { stdout } = await daemon.operate('status', '--json')
  const { connections, queue, pendingFrameBytes, log } = JSON.parse(stdout) as ServerStatus
  assert.deepEqual(
    { open: connections.open, named: connections.named, queued: queue.bytes, pending: pendingFrameBytes },
    { open: 0, named: 0, queued: 0, pending: 0 },
  )
  assert.equal(log.writeErrors, 0)
}

/** Every line is one event, and none of them tells of a bug. */
function expectSoundLog(folder: string): void {
  for (const file of globSync(`${folder}/server.log*`)) {
    for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
      const { event } = JSON.parse(line) as { event: string }
      assert.ok(event !== 'server/failed' && event !== 'control/failed', line)
    }
  }
}
