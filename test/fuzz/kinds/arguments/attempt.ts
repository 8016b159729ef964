import assert from 'node:assert/strict'
import { chownSync, globSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { EXIT } from '../../../../src/errors/ids.ts'
import { chatctl, scratchFolder, testConfig } from '../../../helpers/chatctl.ts'
import type { WrittenMeter } from '../../guided/written-meter.ts'

/** A command line, and what is typed if anybody is there. */
export interface Call {
  readonly words: readonly string[]
  readonly input?: string
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
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
  ...[
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
  ],
])

const CODES: ReadonlySet<number | null> = new Set(Object.values(EXIT))
/** One of the values: it would clear a terminal that it reaches as it is. */
const EVIL = '\u001b[2J'
const STACK = /^\s+at .+:\d+:\d+\)?$/m
/** In the configuration, and in the environment. */
const SECRETS = ['hunter-two-22', 'Tr0ub4dor-from-outside']

/**
 * Starts the program with these arguments, with a configuration and a log beside it.
 *
 * @param chance  decides the port
 * @throws where it shows a stack trace or a secret, does not end, ends with a code that is not documented, or leaves something
 *   outside of its folder
 */
export async function attempt(call: Call, chance: number, meter: WrittenMeter | undefined): Promise<void> {
  try {
    await attemptOnce(call, chance, meter)
  } catch (error) {
    throw new Error(`${(error as Error).message} (chatctl ${JSON.stringify(call.words)})`, { cause: error })
  }
}

async function attemptOnce(
  { words, input }: Call,
  chance: number,
  meter: WrittenMeter | undefined,
): Promise<void> {
  using scratch = scratchFolder()
  const folder = scratch.path
  furnish(folder, 1024 + (chance % 60_000))
  const { child, exit } = chatctl(folder, words, {
    within: CAGE,
    env: {
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
      XDG_RUNTIME_DIR: folder,
      CHATCTL_ADMIN_PASSWORD: SECRETS[1] as string,
      ...(meter && { NODE_V8_COVERAGE: join(folder, 'coverage') }),
    },
    ...(input !== undefined && { input }),
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
  meter?.read(join(folder, 'coverage'))
  assert.notEqual(signal, 'SIGKILL', 'it does not end')
  const said = `${stdout}${stderr}`
  const shown = said.slice(0, 1000)
  if (/^(?:unshare|setpriv|node:)/m.test(said)) assert.fail(`it was not even started: ${shown}`)
  if (STACK.test(said)) assert.fail(`it shows a stack trace: ${shown}`)
  if (said.includes(EVIL)) assert.fail(`an argument comes back raw: ${JSON.stringify(shown)}`)
  for (const secret of SECRETS) if (said.includes(secret)) assert.fail(`it shows a secret: ${shown}`)
  const isKnown = CODES.has(code) || (isEndless && signal === 'SIGTERM') || isCodeOfNagios(code, words)
  if (!isKnown) assert.fail(`it ends with ${code ?? signal}: ${shown}`)
  const left = strays(folder)
  if (left.length > 0) assert.fail(`it leaves ${left.join(', ')}`)
}

/** A plugin says by 2 and 3 what its caller expects; both are documented for others as well. */
const isCodeOfNagios = (code: number | null, words: readonly string[]) =>
  words.includes('--nagios') && code !== null && code <= 3

function furnish(folder: string, port: number): void {
  for (const name of ['home', 'tmp', 'coverage']) mkdirSync(join(folder, name))
  const config = testConfig(port, { admin: { password: SECRETS[0] } })
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  writeFileSync(join(folder, 'server.log'), '2026-11-25 10:00:00 [INFO] [连接] 10.0.0.1 已加入\n')
  for (const name of ['', 'home', 'tmp', 'coverage', 'config.json', 'server.log'])
    chownSync(join(folder, name), UID, UID)
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
