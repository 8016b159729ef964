// Fuzzes for as long as is wanted: npm run fuzz -- --what configs --minutes 10 --seed 7
import { parseArgs } from 'node:util'
import { foundFile, readFound, writeFound } from './guided/found-file.ts'
import { fuzz, type Outcome, type Progress } from './guided/fuzz.ts'
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
const rounds = Number(values.rounds ?? Number.POSITIVE_INFINITY)
const minutes = Number(values.minutes ?? (values.rounds === undefined ? MINUTES : Number.POSITIVE_INFINITY))
// `frames` stands for those of both sets of rules.
const chosen = values.what
  .split(',')
  .flatMap((name) => Object.keys(KINDS).filter((kind) => kind === name || kind.startsWith(`${name}-`)))
if ([seed, rounds, minutes].some(Number.isNaN) || chosen.length === 0) {
  console.error(`usage: npm run fuzz -- [--what ${Object.keys(KINDS).join()}] [--minutes N] [--seed N]
  --rounds N  inputs of each kind; with the same seed and corpus they are the same ones
  --faults N  end after so many different faults (10)
  --blind     do not look at what is reached
  --dry       leave the corpus as it is`)
  process.exit(2)
}

const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort())
let meter: Meter | undefined
for (const name of chosen) if (!interrupted.signal.aborted) await fuzzOne(name)
meter?.close()

async function fuzzOne(name: string): Promise<void> {
  const ready = await (KINDS[name] as (typeof KINDS)[string])(() => {
    if (!values.blind) meter ??= meterHere()
    return meter
  })
  if ('skip' in ready) return console.log(`${name}: skipped, ${ready.skip}`)
  console.log(`${name}: seed ${seed}`)
  const path = foundFile(name)
  const tell = everySoOften(({ inputs, blocks, kept }: Progress) =>
    console.log(`${name}: ${inputs} inputs, ${blocks.reached} blocks, ${kept} kept`),
  )
  const outcome = await fuzz(ready.kind, {
    seed,
    found: readFound(path),
    meter: ready.meter,
    rounds,
    signal: endOf(minutes),
    mostFaults: Number(values.faults),
    onProgress: (soFar) => {
      ready.progress?.()
      tell(soFar)
    },
  })
  report(name, outcome)
  if (ready.end) console.log(`${name}: ${await ready.end()}`)
  if (!values.dry && ready.meter)
    console.log(`${name}: ${writeFound(path, outcome.worthKeeping)} inputs in the corpus`)
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

function endOf(limit: number): AbortSignal {
  const end = new AbortController()
  interrupted.signal.addEventListener('abort', () => end.abort())
  if (interrupted.signal.aborted) end.abort()
  // Not AbortSignal.timeout within AbortSignal.any: nothing would hold it, and it would be collected before its time.
  if (Number.isFinite(limit)) setTimeout(() => end.abort(), limit * 60_000).unref()
  return end.signal
}

function everySoOften<T>(tell: (value: T) => void): (value: T) => void {
  let last = performance.now()
  return (value) => {
    if (performance.now() - last < PROGRESS_MS) return
    last = performance.now()
    tell(value)
  }
}
