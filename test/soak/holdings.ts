import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Daemon, eventually } from '../helpers/daemon.ts'
import { PATIENCE } from './person.ts'

const FILE = 'holdings.json'
const MIB = 1 << 20
/** What code that is compiled later, and records of uploads, may add to the heap after the warm-up. */
const MOST_GROWTH = 6 * MIB

/** What a server without clients holds. */
export interface Holdings {
  /** Memory after a collection of garbage. */
  readonly bytes: number
  readonly residentBytes: number
  /** Open descriptors. */
  readonly descriptors: number
  /** Timers, sockets and what else keeps the process busy, by kind. */
  readonly resources: Readonly<Record<string, number>>
}

/** How a daemon has to be started so that {@link readHoldings} can ask it. */
export const ASKABLE = {
  nodeArgs: ['--expose-gc', '--import', join(import.meta.dirname, 'inside.ts')],
  env: { SOAK_HOLDINGS: FILE },
}

/** Asks the process itself. */
export async function readHoldings(daemon: Daemon): Promise<Holdings> {
  const path = daemon.path(FILE)
  rmSync(path, { force: true })
  daemon.child.kill('SIGIO')
  const text = await eventually(() => daemon.read(FILE) || undefined, 'what the server holds', PATIENCE)
  const descriptors = readdirSync(`/proc/${daemon.child.pid}/fd`).length
  return { ...JSON.parse(text), residentBytes: daemon.residentBytes(), descriptors }
}

/** @throws when the server, a while after everybody has left, holds more than it did before they came */
export async function expectBase(daemon: Daemon, base: Holdings): Promise<Holdings> {
  const deadline = Date.now() + PATIENCE
  for (;;) {
    const now = await readHoldings(daemon)
    const isBack = now.descriptors <= base.descriptors && isDeepStrictEqual(now.resources, base.resources)
    if (isBack && now.bytes <= base.bytes + MOST_GROWTH) return now
    assert.ok(
      Date.now() < deadline,
      `held at the end: ${JSON.stringify(now)}, before: ${JSON.stringify(base)}`,
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
