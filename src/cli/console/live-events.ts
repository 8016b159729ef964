import type { ChalkInstance } from 'chalk'
import type { ChatEvent } from '../../control/methods.ts'
import { clockTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { OPERATOR } from '../../protocol/texts.ts'
import { escapeForTerminal } from '../escape.ts'
import type { ConsoleBackend } from './backend.ts'
import type { LineScreen } from './line-screen.ts'
import { liveLine } from './live-line.ts'

/** The level from which the original showed events. */
const LEVEL = 'INFO'

/**
 * The operator's own announcements: shown when they are made, so that they stand in their place among the answers, and
 * left out when they come back as events.
 */
export class OwnWords {
  readonly #show: (line: string) => void
  readonly #now: () => Date
  readonly #expected: string[] = []

  constructor(show: (line: string) => void, now: () => Date) {
    this.#show = show
    this.#now = now
  }

  say(text: string): void {
    const words = ` >> ${escapeForTerminal(text)}`
    this.#expected.push(words)
    this.#show(`${clockTime(this.#now())} ${OPERATOR}${words}`)
  }

  /** Whether this event is one of them; each is recognised once. */
  isEcho(event: ChatEvent): boolean {
    if (event.event !== 'chat/say') return false
    const at = this.#expected.findIndex((words) => escapeForTerminal(event.message).endsWith(words))
    if (at >= 0) this.#expected.splice(at, 1)
    return at >= 0
  }
}

interface Following {
  readonly backend: ConsoleBackend
  readonly screen: Pick<LineScreen, 'print'>
  readonly paint: ChalkInstance
  readonly own: OwnWords
  readonly rules: 'v9' | 'v6'
  readonly signal: AbortSignal
}

/**
 * Shows what happens in the chat until the signal. Never rejects.
 *
 * @returns true if the server has ended
 */
export async function followEvents({
  backend,
  screen,
  paint,
  own,
  rules,
  signal,
}: Following): Promise<boolean> {
  try {
    for await (const event of backend.stream('events', { level: LEVEL }, signal)) {
      const line = own.isEcho(event) ? null : liveLine(event, rules)
      if (line !== null) screen.print(event.event.startsWith('chat/text') ? line : paint.cyan(line))
    }
    return !signal.aborted
  } catch (error) {
    if (signal.aborted) return false
    if (!(await answers(backend))) return true
    screen.print(t('console.eventsLost', { problem: escapeForTerminal((error as Error).message) }))
    return false
  }
}

const answers = (backend: ConsoleBackend) =>
  backend.call('hello', {}).then(
    () => true,
    () => false,
  )
