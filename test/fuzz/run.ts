// Fuzzes for as long as is wanted: npm run fuzz -- --what configs --minutes 10 --seed 7
import { parseArgs } from 'node:util'
import { cannotFuzzArguments, fuzzArguments } from './arguments.ts'
import type { Rules } from './expectation.ts'
import { fuzzDaemon } from './fuzzed-daemon.ts'
import { foundFile, readFound, writeFound } from './guided/found-file.ts'
import { fuzz, type Outcome } from './guided/fuzz.ts'
import { type Meter, meterHere } from './guided/meter.ts'
import { KINDS } from './kinds/index.ts'

const MILLION = 1_000_000
const MINUTES = 5
const PROGRESS_MS = 30_000

const { values } = parseArgs({
  options: {
    what: { type: 'string', default: Object.keys(KINDS).join() },
    minutes: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % MILLION) },
    faults: { type: 'string', default: '10' },
    blind: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const rounds = values.rounds === undefined ? Number.POSITIVE_INFINITY : Number(values.rounds)
const minutes = Number(values.minutes ?? (values.rounds === undefined ? MINUTES : Number.POSITIVE_INFINITY))
const chosen = values.what.split(',')
const all = [...Object.keys(KINDS), 'frames', 'arguments']
if ([seed, rounds, minutes].some(Number.isNaN) || chosen.some((name) => !all.includes(name))) {
  console.error(`usage: npm run fuzz -- [--what ${all.join(',')}] [--minutes N] [--rounds N] [--seed N]
  --faults N  end after so many different faults (10)
  --blind     do not look at what is reached
  --dry       leave the corpus as it is`)
  process.exit(2)
}

const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort())
const meter = values.blind ? undefined : meterHere()
for (const name of chosen) {
  console.log(`${name}: seed ${seed}`)
  if (name === 'frames') await frames()
  else if (name === 'arguments') {
    const reason = cannotFuzzArguments()
    if (reason === undefined) await fuzzArguments(seed, Number(values.rounds ?? 100))
    else console.log(`arguments: skipped, ${reason}`)
  } else await guided(name, meter)
}

async function guided(name: string, meter: Meter | undefined): Promise<void> {
  const kind = await (KINDS[name] as (typeof KINDS)[string])()
  const path = foundFile(name)
  const outcome = await fuzz(kind, {
    seed,
    found: readFound(path),
    meter,
    rounds,
    signal: endOf(minutes),
    mostFaults: Number(values.faults),
    onProgress: everySoOften(({ inputs, blocks, kept }) =>
      console.log(`${name}: ${inputs} inputs, ${blocks.reached} blocks, ${kept} kept`),
    ),
  })
  report(name, outcome)
  if (!values.dry && meter) console.log(`${name}: ${writeFound(path, outcome.worthKeeping)} in the corpus`)
  if (outcome.faults.length > 0) process.exitCode = 1
}

function report(name: string, outcome: Outcome): void {
  const { inputs, seconds, atStart, blocks, kept, unsteady, faults } = outcome
  for (const { message } of faults) console.log(`\n${message}\n`)
  console.log(
    `${name}: ${inputs} inputs in ${Math.round(seconds)} s, ${Math.round(inputs / seconds)} inputs/s; ` +
      `blocks of src reached: ${atStart.reached} at the start, ${blocks.reached} at the end, of ${blocks.known} known; ` +
      `${kept} kept, ${unsteady} unsteady; ${faults.length} faults`,
  )
}

function endOf(minutes: number): AbortSignal {
  const ends = [interrupted.signal]
  if (Number.isFinite(minutes)) ends.push(AbortSignal.timeout(minutes * 60_000))
  return AbortSignal.any(ends)
}

function everySoOften<T>(tell: (value: T) => void): (value: T) => void {
  let last = performance.now()
  return (value) => {
    if (performance.now() - last < PROGRESS_MS) return
    last = performance.now()
    tell(value)
  }
}

async function frames(): Promise<void> {
  for (const rules of ['v9', 'v6'] as Rules[]) {
    const { frames: count, grownBytes } = await fuzzDaemon(rules, seed, Number(values.rounds ?? MILLION) / 2)
    console.log(`${rules}: ${count} frames, ${grownBytes >> 20} MiB grown`)
  }
}
