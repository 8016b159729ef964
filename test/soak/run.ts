// Lets the server live under load for as long as is wanted: npm run soak -- --minutes 15 --seed 7
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

const MILLION = 1_000_000
const MIB = 1 << 20
/** A long soak also stops the whole process for two minutes, which nobody in the room may notice. */
const STANDSTILL_MS = 120_000
const LONG_MINUTES = 10

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    seed: { type: 'string', default: String(Date.now() % MILLION) },
    crowd: { type: 'string', default: '4' },
  },
})
const [minutes, seed, crowd] = [Number(values.minutes), Number(values.seed), Number(values.crowd)]
if (!(minutes > 0) || !Number.isSafeInteger(seed) || !Number.isSafeInteger(crowd) || crowd < 1) {
  console.error('usage: npm run soak -- [--minutes N] [--seed N] [--crowd N]')
  process.exit(2)
}

// The built program, as users get it.
process.env.CHATCTL_BIN ??= resolve('bin/run.js')
const { soak } = await import('./soak.ts')
console.log(`seed ${seed}`)
await soak({
  minutes,
  seed,
  crowd,
  standstillMs: minutes >= LONG_MINUTES ? STANDSTILL_MS : 0,
  onRound: ({ round, rounds, people, said, heard, logLines, holdings }) => {
    const { bytes, residentBytes, descriptors, resources } = holdings
    const held = `${(bytes / MIB).toFixed(1)} MiB held (${Math.round(residentBytes / MIB)} resident), ${descriptors} descriptors`
    console.log(
      `round ${round} of ${rounds}: ${people} people said ${said} things, ${heard} deliveries to all,`,
    )
    console.log(`  ${logLines} log lines; afterwards ${held}, ${JSON.stringify(resources)}`)
  },
})
console.log('everything arrived once and in order, nothing was kept, no warning without a reason')
