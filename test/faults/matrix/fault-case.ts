import type { TestContext } from 'node:test'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import type { Section } from '../../helpers/chatctl.ts'
import type { Daemon } from '../../helpers/daemon.ts'

/** The server that something is wrong with. */
export interface Scene {
  readonly folder: string
  /** Path of config.json. */
  readonly config: string
  readonly port: number
  /** null where the server does not run. */
  readonly daemon: Daemon | null
  path(name: string): string
  /** Changes the text of config.json. */
  edit(change: (text: string) => string | Buffer): void
}

/** One row of docs/fault-matrix.md: a fault that is injected for real, and what has to come of it. */
export interface FaultCase {
  readonly fault: string
  /** Settings of the healthy server, by section. */
  readonly settings?: Record<string, Section>
  /** A server that does not run is looked at where only its files matter. */
  readonly running: boolean
  /** Checks to run; all but those of the machine if not given. */
  readonly words?: readonly string[]
  readonly needs?: 'root'
  inject(scene: Scene, t: TestContext): void | Promise<void>
  /** The root causes, in the order in which they have to be told. */
  readonly finds: readonly [CheckId, ...CheckId[]]
  /** What the first of them has to say. */
  readonly evidence: RegExp
  /** `fix`: `doctor --fix` cures it; `commands`: what is printed does; `person`: somebody has to decide something. */
  readonly cure: 'fix' | 'commands' | 'person'
  /** What is still found after the cure: what it takes somebody else to do, such as a start by hand. */
  readonly leaves?: readonly CheckId[]
  /** What `doctor undo` makes of the fix: the fault byte by byte, or nothing, because it was final. */
  readonly undo?: 'restored' | 'final'
  /** Ends what was injected, before the server ends. */
  release?(scene: Scene): void
}
