// Runs one command line after another in this process, as whoever has started it tells: a start costs more than most commands.
import { PassThrough } from 'node:stream'
import { setTimeout as delay, setImmediate } from 'node:timers/promises'
import { meterHere } from '../../guided/meter.ts'
import { type Answer, END, type Order } from './orders.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGTSTP', 'SIGCONT'] as const
/** How often is looked whether anything still holds the process. */
const LOOK_MS = 5
/** How long what a command leaves behind may take to end; what lasts longer shall not meet the next one. */
const GRACE_MS = 300

const meter = meterHere()
const { start } = await import('../../../../src/cli/main.ts')
// @ts-expect-error it has no types, since it is no TypeScript
const { prepareEnvironment } = await import('../../../../bin/environment.js')
const bin = new URL('../../../../bin/dev.js', import.meta.url).href
const exit = process.exit
let onExit: (code: number) => void = () => {}

process.setMaxListeners(0)
// It comes back from there, which whoever calls it does not expect; nothing that he does then counts any more.
process.exit = ((code) => onExit(Number(code ?? process.exitCode ?? 0))) as typeof process.exit
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error?.stack ?? error}\n`, () => exit(1))
})

/** Handles that hold the process whatever it does. */
let idle = Number.POSITIVE_INFINITY

process.on('message', async (order: Order) => {
  if ('take' in order) return answer({ coverage: await meter.take() })
  const { words, folder, env, input } = order
  process.chdir(folder)
  process.env = { ...env }
  process.argv = [process.argv[0] as string, bin, ...words]
  process.exitCode = undefined
  const typed = new PassThrough()
  typed.end(input)
  Object.defineProperty(process, 'stdin', { value: typed, configurable: true })
  prepareEnvironment()
  const left = new Promise<number>((resolve) => {
    onExit = resolve
  })
  let isDone = false
  const done = start(bin, { commands: './commands', hooks: './src/cli' }).then(async () => {
    isDone = true
    // Whoever has left waits for nothing.
    await Promise.race([left, nothingRuns()])
    return Number(process.exitCode ?? 0)
  })
  const code = await Promise.race([left, done])
  await Promise.race([nothingRuns(), delay(GRACE_MS, undefined, { ref: false })])
  process.exitCode = undefined
  for (const signal of SIGNALS) process.removeAllListeners(signal)
  await Promise.all([written(process.stdout), written(process.stderr)])
  answer({ code, isSpent: !isDone || process.getActiveResourcesInfo().length > idle })
})

function answer(what: Answer): void {
  process.send?.(what)
}

const written = (out: NodeJS.WriteStream) => new Promise<void>((resolve) => out.write(END, () => resolve()))

/** As long as a process would live on: it would not end before. */
async function nothingRuns(): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      if (process.getActiveResourcesInfo().length > idle) return
      clearInterval(look)
      resolve()
    }, LOOK_MS).unref()
  })
}

await Promise.all([written(process.stdout), written(process.stderr)])
await setImmediate()
idle = process.getActiveResourcesInfo().length
answer({ code: 0, isSpent: false })
