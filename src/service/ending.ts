import { constants } from 'node:os'
import { explanation } from '../explain/explanation.ts'
import { ask } from '../explain/question.ts'
import type { Host } from '../host/host.ts'
import { maskWords } from '../host/mask-secrets.ts'
import { currentLocale } from '../messages/index.ts'
import { topicTexts } from '../messages/topic-texts.ts'
import type { Scope } from './layout.ts'
import type { UnitNow } from './show-unit.ts'

/** How the main process last ended, and what that means. */
export interface Ending {
  /** ISO 8601 */
  readonly at: string
  readonly how: 'exited' | 'killed' | 'dumped'
  /** Exit code, or name of the signal. */
  readonly status: string
  /** What systemd made of it: success, exit-code, signal, oom-kill, watchdog, … */
  readonly result: string
  /** Topic of `chatctl explain`. */
  readonly topic: string | null
  readonly title: string | null
  readonly means: string | null
}

/** Entries of systemd in the journal: a main process has ended; a unit has failed, and why. */
const PROCESS_EXIT = '98e322203f7a4ed290d09fe03c09fe15'
const UNIT_FAILED = 'd9b373ed55a64feb8242e02dbe79a49c'
/** The two belong together when they are as near as this, in microseconds. */
const TOGETHER = 60_000_000

interface Entry {
  readonly at: number
  readonly field: (name: string) => string
}

/**
 * How a service ended: of one that does not run its last end, of one that runs the last that was no ordinary one.
 *
 * @returns null where there was none, or the journal is not shown to this user
 */
export async function lastEnding(host: Host, scope: Scope, unit: UnitNow): Promise<Ending | null> {
  return (unit.mainPid === 0 ? await fromUnit(unit) : null) ?? (await fromJournal(host, scope, unit.name))
}

async function fromUnit({ endedAt, exitCode, signal, result }: UnitNow): Promise<Ending | null> {
  if (endedAt === null || (exitCode === null && signal === null)) return null
  const how = exitCode === null ? (result === 'core-dump' ? 'dumped' : 'killed') : 'exited'
  const status = exitCode === null ? signalName(String(signal)) : String(exitCode)
  return { at: endedAt, how, status, result, ...(await meaning(how, status, result)) }
}

/** systemd keeps no word in the journal of a process that ended as it was told to. */
async function fromJournal(host: Host, scope: Scope, name: string): Promise<Ending | null> {
  const unit = scope === 'user' ? `USER_UNIT=${name}.service` : `UNIT=${name}.service`
  const [ended] = await entries(host, scope, [`MESSAGE_ID=${PROCESS_EXIT}`, unit])
  if (ended === undefined) return null
  const [failed] = await entries(host, scope, [`MESSAGE_ID=${UNIT_FAILED}`, unit])
  const how = ended.field('EXIT_CODE')
  const number = ended.field('EXIT_STATUS')
  if (how !== 'exited' && how !== 'killed' && how !== 'dumped') return null
  const status = how === 'exited' ? number : signalName(number)
  const told =
    failed !== undefined && Math.abs(failed.at - ended.at) < TOGETHER
      ? failed.field('UNIT_RESULT')
      : 'success'
  const at = new Date(ended.at / 1000).toISOString()
  return { at, how, status, result: told || 'success', ...(await meaning(how, status, told)) }
}

/** The last words of the newest run of the service, oldest first. */
export async function lastWords(
  host: Host,
  scope: Scope,
  invocation: string,
  most: number,
): Promise<string[]> {
  const user = scope === 'user' ? ['--user'] : []
  const argv = [
    'journalctl',
    ...user,
    `_SYSTEMD_INVOCATION_ID=${invocation}`,
    '-n',
    String(most),
    '-o',
    'cat',
    '--no-pager',
  ] as const
  const asked = await host.run(argv as unknown as [string, ...string[]], { timeoutMs: 4000 })
  if (!asked.seen || asked.value.exitCode !== 0) return []
  return asked.value.stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(maskWords)
}

async function entries(host: Host, scope: Scope, matches: readonly string[]): Promise<Entry[]> {
  const user = scope === 'user' ? ['--user'] : []
  const argv: [string, ...string[]] = [
    'journalctl',
    ...user,
    '-n',
    '1',
    '-o',
    'json',
    '--no-pager',
    ...matches,
  ]
  const asked = await host.run(argv, { timeoutMs: 4000 })
  if (!asked.seen) return []
  return asked.value.stdout.split('\n').flatMap((line): Entry[] => {
    try {
      const fields = JSON.parse(line) as Record<string, unknown>
      return [{ at: Number(fields.__REALTIME_TIMESTAMP), field: (name) => String(fields[name] ?? '') }]
    } catch {
      return []
    }
  })
}

/** systemd tells the number, or the name without SIG, as its version has it. */
function signalName(told: string): string {
  const name = Object.entries(constants.signals).find(([, number]) => String(number) === told)?.[0]
  return name ?? (told.startsWith('SIG') ? told : `SIG${told}`)
}

/** Results that say more than the code or the signal. */
const TELLING = ['oom-kill', 'watchdog', 'timeout', 'start-limit-hit', 'core-dump']

async function meaning(how: Ending['how'], status: string, result: string) {
  const question = TELLING.includes(result) ? result : how === 'exited' ? `exit ${status}` : status
  const best = ask(question)?.best
  if (best === undefined) return { topic: null, title: null, means: null }
  const { topic, title, means } = explanation(
    best.topic,
    await topicTexts(currentLocale()),
    best.names,
    best.values,
  )
  return { topic, title, means }
}
