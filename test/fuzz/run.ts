// Fuzzes for as long as is wanted: npm run fuzz -- --what frames --rounds 5000000 --seed 7
import { parseArgs } from 'node:util'
import { cannotFuzzArguments, fuzzArguments } from './arguments.ts'
import { fuzzBundles } from './bundles.ts'
import { fuzzConfigs } from './config-text.ts'
import type { Rules } from './expectation.ts'
import { fuzzDaemon } from './fuzzed-daemon.ts'
import { fuzzLogs } from './log-lines.ts'

const MILLION = 1_000_000
/** Rounds between two lines of progress. */
const STEPS = 20

const { values } = parseArgs({
  options: {
    what: { type: 'string', default: 'frames,configs,logs,bundles,arguments' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % MILLION) },
  },
})

/** What there is, with how many rounds are worth the while. */
const FUZZERS: Record<string, { rounds: number; run(seed: number, rounds: number): unknown }> = {
  frames: { rounds: MILLION, run: frames },
  configs: { rounds: 200_000, run: inSteps(fuzzConfigs) },
  logs: { rounds: MILLION, run: inSteps(fuzzLogs) },
  bundles: { rounds: 5000, run: inSteps(fuzzBundles) },
  arguments: { rounds: 1000, run: inSteps(fuzzArguments) },
}

const seed = Number(values.seed)
const chosen = values.what.split(',')
if (!Number.isSafeInteger(seed) || chosen.some((name) => FUZZERS[name] === undefined)) {
  console.error(`usage: npm run fuzz -- [--what ${Object.keys(FUZZERS).join(',')}] [--rounds N] [--seed N]`)
  process.exit(2)
}

for (const name of chosen) {
  const { rounds, run } = FUZZERS[name] as (typeof FUZZERS)[string]
  const reason = name === 'arguments' ? cannotFuzzArguments() : undefined
  if (reason !== undefined) {
    console.log(`${name}: skipped, ${reason}`)
    continue
  }
  const begin = performance.now()
  console.log(`${name}: seed ${seed}`)
  await run(seed, Number(values.rounds ?? rounds))
  console.log(`${name}: all as they should be, ${Math.round((performance.now() - begin) / 1000)} s`)
}

async function frames(from: number, rounds: number): Promise<void> {
  for (const rules of ['v9', 'v6'] as Rules[]) {
    const { frames: count, grownBytes } = await fuzzDaemon(rules, from, Math.ceil(rounds / 2))
    console.log(`${rules}: ${count} frames, ${grownBytes >> 20} MiB grown`)
  }
}

function inSteps(fuzz: (seed: number, rounds: number) => unknown) {
  return async (from: number, rounds: number) => {
    const step = Math.max(1, Math.ceil(rounds / STEPS))
    for (let done = 0; done < rounds; done += step) {
      await fuzz(from + done, Math.min(step, rounds - done))
      console.log(`${Math.min(rounds, done + step)} of ${rounds}`)
    }
  }
}
