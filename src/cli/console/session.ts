import type { ThisHost } from '../targets/this-host.ts'
import type { ConsoleBackend } from './backend.ts'
import type { LineScreen } from './line-screen.ts'

/** What a console command works with. */
export interface ConsoleSession {
  readonly backend: ConsoleBackend
  readonly screen: Pick<LineScreen, 'print' | 'clear'>
  /** Who types, for the log and the lists. */
  readonly by: string
  readonly host: ThisHost
  readonly now: () => Date
  /** Announces the operator's own words here, since they come back as an event like everybody's. */
  readonly spoken: (text: string) => void
}

/** What the console does after a command. */
export type AfterCommand = 'go-on' | 'leave' | 'shutdown'

/** A command of the console. An argument that is needed and missing makes it an unknown command (WIRE 11). */
export interface ConsoleCommand {
  readonly needsArgument?: boolean
  run(session: ConsoleSession, argument: string): Promise<AfterCommand>
}
