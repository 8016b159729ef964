import assert from 'node:assert/strict'
import { chownSync, globSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Config } from '@oclif/core/config'
import { EXIT } from '../../src/errors/ids.ts'
import { chatctl, scratchFolder, testConfig } from '../helpers/chatctl.ts'
import { Dice } from './dice.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Nobody's: what such a process leaves anywhere can be told from everything else. */
const UID = 64_999
/** No network and no rights: a wild mixture of flags may also be one that does something. */
const CAGE = [
  'unshare',
  '--net',
  '--',
  'setpriv',
  `--reuid=${UID}`,
  `--regid=${UID}`,
  '--clear-groups',
  '--no-new-privs',
]

/** How long one may run; those that never end by themselves are asked to then, and have as long again for it. */
const PATIENCE_MS = 20_000
const ENOUGH_MS = 2000
const ENDLESS = new Set([
  'serve',
  'chat',
  'console',
  'top',
  'bench',
  'ping',
  'logs',
  'doctor',
  'monitor',
  'capture',
  'debug:cpu',
])

const CODES: ReadonlySet<number | null> = new Set(Object.values(EXIT))
/** One of the values: it would clear a terminal that it reaches as it is. */
const EVIL = '\u001b[2J'
const STACK = /^\s+at .+:\d+:\d+\)?$/m

/** Values for flags and arguments, hostile or only wrong. */
const VALUES = JSON.parse(
  readFileSync(join(import.meta.dirname, 'corpus/arguments.json'), 'utf8'),
) as readonly string[]

/** Why these cannot run here; undefined where they can. */
export function cannotFuzzArguments(): string | undefined {
  if (process.platform !== 'linux') return 'needs namespaces of Linux'
  return process.getuid?.() === 0 ? undefined : 'needs root, to give up all rights and the network'
}

/**
 * Starts commands with arguments by chance.
 *
 * @param atOnce  how many at the same time
 * @throws at the first that shows a stack trace, does not end, ends with a code that is not documented, or leaves something
 *   outside of its folder
 */
export async function fuzzArguments(seed: number, rounds: number, atOnce = 2): Promise<void> {
  const commands = await everyCommand()
  let next = 0
  const worker = async () => {
    while (next < rounds) {
      const round = seed + next++
      const dice = new Dice(round)
      // One after the other, so that a few rounds still meet many commands.
      const words = wordsOf(commands[round % commands.length] as Command, dice)
      await attempt(words, dice).catch((error: Error) => {
        throw new Error(`seed ${round}, chatctl ${JSON.stringify(words)}: ${error.message}`, { cause: error })
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

interface Command {
  readonly id: string
  readonly flags: readonly {
    readonly name: string
    readonly takes: boolean
    readonly options: readonly string[]
  }[]
}

async function everyCommand(): Promise<Command[]> {
  const pjson = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  pjson.oclif.commands.target = './commands'
  const config = await Config.load({ root: ROOT, pjson, ignoreManifest: true } as Parameters<
    typeof Config.load
  >[0])
  return config.commands
    .map(({ id, flags }) => ({
      id,
      flags: Object.values(flags).map((flag) => ({
        name: flag.name,
        takes: flag.type === 'option',
        options: flag.type === 'option' ? (flag.options ?? []) : [],
      })),
    }))
    .sort((a, b) => a.id.localeCompare(b.id))
}

function wordsOf({ id, flags }: Command, dice: Dice): string[] {
  const words = id.split(':')
  for (let count = dice.below(5); count > 0; count--) {
    const flag = dice.onceIn(6) || flags.length === 0 ? undefined : dice.pick(flags)
    if (flag === undefined) words.push(dice.pick(VALUES))
    else if (!flag.takes) words.push(`--${flag.name}`)
    else {
      const value = flag.options.length > 0 && !dice.onceIn(3) ? dice.pick(flag.options) : dice.pick(VALUES)
      if (dice.onceIn(2)) words.push(`--${flag.name}=${value}`)
      else words.push(`--${flag.name}`, value)
    }
  }
  if (dice.onceIn(8)) words.splice(dice.below(words.length), 0, dice.pick(VALUES))
  return words.map((word) => word.replaceAll('\0', ''))
}

async function attempt(words: readonly string[], dice: Dice): Promise<void> {
  using scratch = scratchFolder()
  const folder = scratch.path
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'config.json'), JSON.stringify(testConfig(1024 + dice.below(60_000))))
  writeFileSync(join(folder, 'server.log'), '2026-11-25 10:00:00 [INFO] [连接] 10.0.0.1 已加入\n')
  for (const name of ['', 'home', 'tmp', 'config.json', 'server.log']) chownSync(join(folder, name), UID, UID)
  const { child, exit } = chatctl(folder, words, {
    within: CAGE,
    env: { HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp'), XDG_RUNTIME_DIR: folder },
    ...(dice.onceIn(2) && { input: dice.pick(VALUES) }),
  })
  const isEndless = words.some((word, at) => ENDLESS.has(word) || ENDLESS.has(`${words[at - 1]}:${word}`))
  const stop = new AbortController()
  const clock = async (ms: number, signal: NodeJS.Signals) => {
    await delay(ms, undefined, { signal: stop.signal })
    child.kill(signal)
  }
  if (isEndless) clock(ENOUGH_MS, 'SIGTERM').catch(() => {})
  clock(PATIENCE_MS, 'SIGKILL').catch(() => {})
  const { code, signal, stdout, stderr } = await exit
  stop.abort()
  assert.notEqual(signal, 'SIGKILL', 'it does not end')
  const said = `${stdout}${stderr}`
  assert.doesNotMatch(said, /^(?:unshare|setpriv|node:)/m, said)
  assert.doesNotMatch(said, STACK, said)
  assert.ok(!said.includes(EVIL), `an argument comes back raw: ${JSON.stringify(said)}`)
  assert.ok(
    CODES.has(code) || (isEndless && signal === 'SIGTERM'),
    `exit code ${code} ${signal}: ${said.slice(0, 1000)}`,
  )
  assert.deepEqual(strays(folder), [])
}

/** What was left outside of the folder by the user that nobody else is. */
function strays(folder: string): string[] {
  return ['/tmp', '/var/tmp', '/dev/shm', '/run', ROOT]
    .flatMap((place) => globSync('{*,.*}', { cwd: place }).map((name) => join(place, name)))
    .filter((path) => !path.startsWith(folder) && ownerOf(path) === UID && !isOther(path))
}

/** The folder of another attempt. */
const isOther = (path: string) => path.includes('/chatctl-it-')

function ownerOf(path: string): number | undefined {
  try {
    return lstatSync(path).uid
  } catch {
    return undefined
  }
}
