import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { textLines } from '../../../src/logging/lines.ts'
import { LocalTime } from '../../../src/logging/local-time.ts'
import { figure, spread } from '../figures.ts'
import { gzip, writeLog, writeLogSet } from '../made-logs.ts'
import { alternate, ratio, summary } from '../measure.ts'
import { launch } from '../processes.ts'
import type { Aim, Bench, Suite } from '../suite.ts'

const RUN = resolve(import.meta.dirname, '../../../bin/run.js')
const BYTES = 1_000_000_000
const PARTS = 10
const ADDRESS = '10.0.1.100'

/** The same question for chatctl and for those that look for letters. */
const QUESTIONS = {
  level: { flags: ['--level', 'ERROR'], letters: '"level":"ERROR"' },
  address: { flags: ['--ip', ADDRESS], letters: `"${ADDRESS}"` },
  name: { flags: ['--user', 'User7'], letters: '"user":"User7"' },
  event: { flags: ['--event', 'chat/left'], letters: '"event":"chat/left"' },
} as const
type Question = keyof typeof QUESTIONS

interface Run {
  readonly seconds: number
  readonly peakBytes: number
  readonly stdout: string
}

export const logs: Suite = async (bench) => {
  const folder = mkdtempSync(join(bench.folder, 'logs-'))
  const file = join(folder, 'server.log')
  bench.say('writing 1 GB of log, four times')
  const middle = writeLog(file, BYTES)
  writeLogSet(join(folder, 'set.log'), BYTES, PARTS)
  writeLogSet(join(folder, 'packed.log'), BYTES, PARTS, gzip)
  const text = join(folder, 'text.log')
  writeLog(text, BYTES, 0, textLines(new LocalTime()))
  const small = join(folder, 'small.log')
  writeLog(small, 10_000)
  const chatctl = (...args: string[]) => [process.execPath, RUN, 'logs', '--no-journal', ...args]
  const hasRg = (await run(bench, ['sh', '-c', 'command -v rg'])).stdout !== ''
  const others = hasRg ? ['grep', 'rg'] : ['grep']
  const rows: string[][] = []
  const aims: Aim[] = []
  let peak = 0

  for (const question of Object.keys(QUESTIONS) as Question[]) {
    const { flags, letters } = QUESTIONS[question]
    const subjects = ['chatctl', ...others]
    const counts = new Set<string>()
    const results = await alternate(subjects, bench.rounds, async (subject) => {
      const argv =
        subject === 'chatctl' ? chatctl('--file', file, '--count', ...flags) : [subject, '-c', letters, file]
      const done = await run(bench, argv)
      counts.add(done.stdout.trim())
      if (subject === 'chatctl') peak = Math.max(peak, done.peakBytes)
      return done.seconds
    })
    if (counts.size !== 1) throw new Error(`${question}: the answers differ: ${[...counts].join(', ')}`)
    const times = results.chatctl as number[]
    const speed = summary(times.map((seconds) => BYTES / 1e9 / seconds))
    const of = (other: string) => ratio(times, results[other] as number[])
    rows.push([
      `${question}, one file`,
      spread(speed, 2),
      ...['grep', 'rg'].map((other) => (others.includes(other) ? spread(of(other), 2) : '–')),
    ])
    aims.push(atLeast(`${question} filter`, 1, speed.median))
    if (question === 'address') {
      aims.push({
        what: 'time of an address filter',
        wanted: 'at most that of grep',
        measured: `${spread(of('grep'), 2)} of it`,
        holds: of('grep').median <= 1,
      })
    }
  }

  const config = (name: string) => {
    const path = join(folder, `${name}.json`)
    writeFileSync(path, JSON.stringify({ logging: { file: `${name}.log` } }))
    return ['--config', path]
  }
  const searching = ['--count', '--ip', ADDRESS]
  const summing = ['--stats', '--json']
  /** What there is nothing to compare with; an aim for some. */
  const alone = [
    [`address, ${PARTS} rotated files`, [...config('set'), ...searching], 1],
    [`address, ${PARTS} rotated files, all but one compressed`, [...config('packed'), ...searching], null],
    ['address, one file in the format of the original', ['--file', text, ...searching], null],
    ['statistics, one file', ['--file', file, ...summing], 0.25],
    ['statistics, one file in the format of the original', ['--file', text, ...summing], null],
  ] as const
  for (const [what, args, aim] of alone) {
    const runs = await repeated(bench, chatctl(...args))
    peak = Math.max(peak, ...runs.map(({ peakBytes }) => peakBytes))
    rows.push([what, spread(speedOf(runs), 2), '–', '–'])
    if (aim !== null) aims.push(atLeast(what, aim, speedOf(runs).median))
  }

  const minute = ['--since', iso(middle), '--until', iso(middle + 60_000), '--count']
  const quick = {
    start: chatctl('--file', small, '-n', '100'),
    'newest 100': chatctl('--file', file, '-n', '100'),
    'one minute': chatctl('--file', file, ...minute),
  }
  const quickTimes = await alternate(
    Object.keys(quick) as (keyof typeof quick)[],
    bench.rounds,
    async (name) => {
      return (await run(bench, quick[name])).seconds * 1000
    },
  )
  for (const name of ['newest 100', 'one minute'] as const) {
    const beyond = summary(quickTimes[name].map((ms, at) => ms - (quickTimes.start[at] ?? Number.NaN)))
    aims.push({
      what: `${name} of 1 GB, beyond the same of 10 kB`,
      wanted: 'at most 100 ms',
      measured: `${spread(beyond, 0)} ms`,
      holds: beyond.median <= 100,
    })
  }
  aims.push({
    what: 'memory',
    wanted: 'at most 150 MB',
    measured: `${figure(peak / 1e6)} MB`,
    holds: peak <= 150e6,
  })
  return {
    title: 'Logs',
    how: '`chatctl logs` over a generated log of 1 GB (JSON lines unless it says otherwise, a tenth of them Chinese) that is in memory already, from starting the process to its end (compressed parts count as what is in them); `grep -c` and `rg -c`, where there is one, looked for the same letters in turn with it and came to the same count.',
    head: ['question', 'GB/s', 'time, of grep', 'time, of rg'],
    rows,
    aims,
  }
}

const iso = (ms: number) => new Date(ms).toISOString()
const speedOf = (runs: readonly Run[]) => summary(runs.map(({ seconds }) => BYTES / 1e9 / seconds))

const atLeast = (what: string, wanted: number, measured: number): Aim => ({
  what,
  wanted: `at least ${wanted} GB/s`,
  measured: figure(measured, 2),
  holds: measured >= wanted,
})

async function repeated(bench: Bench, argv: readonly string[]): Promise<Run[]> {
  const runs: Run[] = []
  for (let round = 0; round < bench.rounds; round++) runs.push(await run(bench, argv))
  return runs
}

/** Runs a program to its end. */
async function run(bench: Bench, argv: readonly string[]): Promise<Run> {
  const begin = performance.now()
  const env = { ...process.env, NODE_OPTIONS: undefined, LC_ALL: 'C.UTF-8' }
  const child = launch(bench, argv, { folder: bench.folder, env })
  let stdout = ''
  let peakBytes = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, highWater(child.pid))
  }, 20)
  await once(child, 'close')
  clearInterval(timer)
  return { seconds: (performance.now() - begin) / 1000, peakBytes, stdout }
}

function highWater(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
