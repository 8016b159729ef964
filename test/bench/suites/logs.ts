import { once } from 'node:events'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { LOG_EVENTS, type LogEventId } from '../../../src/logging/events.ts'
import type { LogFields } from '../../../src/logging/fields.ts'
import { jsonLines } from '../../../src/logging/lines.ts'
import { LocalTime } from '../../../src/logging/local-time.ts'
import { figure, spread } from '../figures.ts'
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
  bench.say('writing 1 GB of log, twice')
  const middle = write(file, BYTES)
  writeSet(join(folder, 'set.log'))
  const small = join(folder, 'small.log')
  write(small, 10_000)
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

  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify({ logging: { file: 'set.log' } }))
  const set = await repeated(bench, chatctl('--config', config, '--count', '--ip', ADDRESS))
  peak = Math.max(peak, ...set.map(({ peakBytes }) => peakBytes))
  rows.push([`address, ${PARTS} rotated files`, spread(speedOf(set), 2), '–', '–'])
  aims.push(atLeast('address filter over a rotated set', 1, speedOf(set).median))

  const stats = await repeated(bench, chatctl('--file', file, '--stats', '--json'))
  peak = Math.max(peak, ...stats.map(({ peakBytes }) => peakBytes))
  rows.push(['statistics, one file', spread(speedOf(stats), 2), '–', '–'])
  aims.push(atLeast('statistics', 0.25, speedOf(stats).median))

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
    how: '`chatctl logs` over a generated log of 1 GB (JSON lines, a tenth of them Chinese) that is in memory already, from starting the process to its end; `grep -c` and `rg -c`, where there is one, looked for the same letters in turn with it and came to the same count.',
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

const TEXTS = [
  'hello there',
  'how are you doing today',
  'lunch?',
  'ERROR in my homework',
  'ok',
  '你好，今天怎么样',
]

/** Writes a log like that of a busy room. @returns the time in its middle, in milliseconds since 1970 */
function write(file: string, size: number, from = 0): number {
  const format = jsonLines(new LocalTime())
  const begin = Date.UTC(2026, 10, 20)
  const line = (ms: number, id: LogEventId, fields: LogFields) => {
    const { level, words } = LOG_EVENTS[id]
    return format(ms, level, id, fields, words(fields))
  }
  const out = openSync(file, 'w')
  let written = 0
  let number = from
  while (written < size) {
    const lines: string[] = []
    for (let end = number + 2000; number < end; number++) {
      const ms = begin + number * 20
      const ip = `10.0.${number % 7}.${(number * 31) % 251}`
      const user = `User${(number * 17) % 300}`
      const kind = number % 200
      if (kind === 0) lines.push(line(ms, 'chat/joined', { ip }))
      else if (kind === 1) lines.push(line(ms, 'chat/left', { ip }))
      else if (kind === 2) lines.push(line(ms, 'protocol/not-json', { ip, error: 'Unexpected token' }))
      else if (kind === 3) lines.push(line(ms, 'chat/heartbeat-timeout', { ip, user }))
      else {
        const text = `${TEXTS[number % 10] ?? TEXTS[number % 5]} ${number}`
        lines.push(line(ms, 'chat/text', { ip, user, target: '所有人', text }))
      }
    }
    written += writeSync(out, Buffer.from(lines.join(''), 'latin1'))
  }
  closeSync(out)
  return begin + ((from + number) / 2) * 20
}

/** The same as a set that was rotated. */
function writeSet(file: string): void {
  let number = 0
  for (let part = PARTS - 1; part >= 0; part--) {
    const path = part === 0 ? file : `${file}.${part}`
    write(`${path}.draft`, BYTES / PARTS, number)
    renameSync(`${path}.draft`, path)
    number += Math.ceil(statSync(path).size / 200)
  }
}
