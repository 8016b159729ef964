import type { Readable, Writable } from 'node:stream'
import { t } from '../../messages/index.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { author } from '../author.ts'
import { type ThisHost, thisHost } from '../targets/this-host.ts'
import type { ConsoleBackend } from './backend.ts'
import { complete } from './completion.ts'
import { LineScreen } from './line-screen.ts'
import { followEvents, OwnWords } from './live-events.ts'
import { logIn } from './log-in.ts'
import { paintFor } from './paint.ts'
import { readCommands } from './read-commands.ts'
import type { ConsoleSession } from './session.ts'

export interface ConsoleOptions {
  /** Lines come from here: a terminal or anything else, such as a pipe with a script. */
  readonly input: Readable
  readonly output: Writable
  readonly client: ConsoleBackend
  /** Editing, colours and a hidden password; without it everything is plain and in order. */
  readonly isTerminal: boolean
  /** Who types, for the log and the lists; the login name if it is not given. */
  readonly by?: string
  readonly host?: ThisHost
  readonly now?: () => Date
  /** Ends the console from outside, such as when the server that it is part of stops. */
  readonly signal?: AbortSignal
}

/**
 * Why a console ended. The server goes on after all but `shutdown` and `server-gone`; after `interrupted` (Ctrl+C on a
 * terminal) whoever runs the console inside the server ends that as well.
 */
export type ConsoleEnd =
  | 'end-of-input'
  | 'left'
  | 'locked'
  | 'shutdown'
  | 'server-gone'
  | 'interrupted'
  | 'stopped'

/**
 * Runs the administration console until it ends: password dialogue, commands and live events of the original servers,
 * to the byte (WIRE 11). `chatctl console` runs it over the control socket and `serve --console` inside the daemon.
 *
 * @throws ChatctlError if the server cannot be reached at the start
 */
export async function runConsole(options: ConsoleOptions): Promise<ConsoleEnd> {
  const { client: backend, signal, now = () => new Date() } = options
  const stop = new AbortController()
  let why: ConsoleEnd = 'end-of-input'
  const end = (reason: ConsoleEnd) => {
    why = reason
    screen.close()
  }
  const screen = new LineScreen({
    ...options,
    complete: (line) => complete(line, backend),
    onInterrupt: () => end('interrupted'),
  })
  const stopped = () => end('stopped')
  signal?.addEventListener('abort', stopped, { once: true })
  if (signal?.aborted) stopped()
  try {
    const entry = await logIn(screen, backend)
    if (entry !== 'open') return why === 'end-of-input' ? entry : why
    const { compatibility } = await backend.call('status', {})
    const paint = paintFor(options.isTerminal)
    screen.print('', paint.green(CONSOLE_TEXTS.ready[compatibility]))
    const own = new OwnWords((line) => screen.print(line), now)
    followEvents({ backend, screen, paint, own, rules: compatibility, signal: stop.signal }).then((gone) => {
      if (!gone) return
      screen.print(t('console.serverGone'))
      end('server-gone')
    })
    const session: ConsoleSession = {
      backend,
      screen,
      by: options.by ?? author(),
      host: options.host ?? thisHost(),
      now,
      spoken: (text) => own.say(text),
    }
    const last = await readCommands(screen, session)
    return last ?? why
  } finally {
    stop.abort()
    signal?.removeEventListener('abort', stopped)
    screen.close()
  }
}
