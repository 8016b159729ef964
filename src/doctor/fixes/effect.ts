import type { Host } from '../../host/host.ts'
import type { Message } from '../../messages/index.ts'
import type { ChangeKind, ChangeOf } from './change.ts'

/** Where a change stands: not made, made, or neither, with the reason. */
export type Standing = 'before' | 'after' | Message

/** What changes are made with. */
interface Workbench {
  readonly host: Host
  /** The bytes of a digest. @throws where they are not kept */
  content(sha256: string): Promise<Buffer>
}

/** Why this user cannot make a change. */
export interface Obstacle {
  /** True where root could. */
  readonly needsRoot: boolean
  readonly text: Message
}

/** How one kind of change is made and taken back. Both leave the old or the new state, whatever happens. */
export interface Effect<Kind extends ChangeKind> {
  obstacle(change: ChangeOf<Kind>, host: Host): Promise<Obstacle | null>
  /** null: it cannot be seen, and what was written down about it counts. */
  standing(change: ChangeOf<Kind>): Promise<Standing | null>
  apply(change: ChangeOf<Kind>, bench: Workbench): Promise<void>
  /**
   * @returns what had to stay as it is
   * @throws FixProblem where it cannot be taken back
   */
  revert(change: ChangeOf<Kind>, bench: Workbench): Promise<Message | undefined>
}
