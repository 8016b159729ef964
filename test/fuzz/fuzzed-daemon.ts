import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import type { ServerStatus } from '../../src/control/methods.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { fuzzFrames } from './campaign.ts'
import type { Rules } from './expectation.ts'

/** Frames after which the daemon has allocated what it keeps for good. */
const WARM_UP_FRAMES = 20_000
/** How far a heap swings before its garbage is collected, whatever the number of frames, in bytes. */
const MOST_GROWTH = 256 << 20

export interface FuzzResult {
  readonly frames: number
  /** Resident bytes gained since the warm-up; 0 where the system does not tell. */
  readonly grownBytes: number
}

/** A fuzzing campaign against a daemon of its own, and a look at the daemon afterwards. */
export async function fuzzDaemon(
  rules: Rules,
  seed: number,
  frames: number,
  onProgress: (frames: number) => void = () => {},
): Promise<FuzzResult> {
  await using daemon = await Daemon.start({
    config: {
      server: { compatibility: rules },
      security: { heartbeat_timeout: 3600 },
      logging: { format: 'json', backup_count: 1000 },
    },
  })
  let warm = 0
  const done = await fuzzFrames({
    port: daemon.port,
    rules,
    seed,
    frames,
    onProgress: (count) => {
      if (warm === 0 && count >= WARM_UP_FRAMES) warm = daemon.residentBytes()
      onProgress(count)
    },
  })
  const grownBytes = warm === 0 ? 0 : daemon.residentBytes() - warm
  assert.ok(grownBytes < MOST_GROWTH, `the daemon holds ${grownBytes} bytes more than after its warm-up`)
  await expectCalm(daemon)
  expectSoundLog(daemon.folder)
  return { frames: done, grownBytes }
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
