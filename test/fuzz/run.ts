// Fuzzes a daemon for as long as is wanted: npm run fuzz -- --frames 5000000 --seed 7
import { parseArgs } from 'node:util'
import { fuzzDaemon } from './fuzzed-daemon.ts'

const MILLION = 1_000_000
/** Between two lines of progress, in ms. */
const TELL_MS = 5000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % MILLION) },
    frames: { type: 'string', default: String(MILLION) },
    rules: { type: 'string', default: 'v9,v6' },
  },
})
const [seed, frames] = [Number(values.seed), Number(values.frames)]
const rules = values.rules.split(',').filter((one) => one === 'v9' || one === 'v6')
if (!Number.isSafeInteger(seed) || !(frames > 0) || rules.length === 0) {
  console.error('usage: npm run fuzz -- [--seed N] [--frames N] [--rules v9,v6]')
  process.exit(2)
}

console.log(`seed ${seed}`)
for (const one of rules) {
  const begin = performance.now()
  let told = begin
  const share = Math.ceil(frames / rules.length)
  const result = await fuzzDaemon(one, seed, share, (count) => {
    if (performance.now() - told < TELL_MS) return
    told = performance.now()
    console.log(`${one}: ${count} of ${share} frames`)
  })
  const seconds = Math.round((performance.now() - begin) / 1000)
  console.log(
    `${one}: ${result.frames} frames in ${seconds} s, ${result.grownBytes >> 20} MiB grown, all as they should be`,
  )
}
