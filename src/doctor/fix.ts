import type { Message } from '../messages/index.ts'

/** What a fix may cost. `--yes` alone covers `safe`; the others want their name. */
export type Risk = 'safe' | 'interrupts-users' | 'destructive'

/** What `--fix` would do, as data: the engine makes the changes of it on the host where it runs, shows them, then does just those. */
export type Plan =
  | { readonly do: 'write-default-config'; readonly path: string }
  | { readonly do: 'repair-config'; readonly path: string }
  | {
      readonly do: 'set-config'
      readonly path: string
      readonly key: readonly string[]
      readonly value: unknown
    }
  | { readonly do: 'hash-password'; readonly path: string }
  | { readonly do: 'make-folder'; readonly path: string; readonly mode: number; readonly user: string | null }
  | {
      readonly do: 'set-owner-and-mode'
      readonly path: string
      /** `user:group`; null leaves the owner. */
      readonly owner: string | null
      readonly mode: number | null
    }
  /** With all that is in them. */
  | { readonly do: 'give-folders'; readonly folders: readonly string[]; readonly owner: string }
  | { readonly do: 'remove-socket'; readonly path: string }
  | { readonly do: 'repair-list'; readonly path: string }
  | { readonly do: 'rotate-log'; readonly path: string }
  | { readonly do: 'stop-process'; readonly pid: number; readonly command: string }
  /** Has the running server read its configuration again. */
  | { readonly do: 'reload' }
  | {
      readonly do: 'run'
      /** What must be run before it. */
      readonly first?: readonly (readonly [string, ...string[]])[]
      readonly argv: readonly [string, ...string[]]
      /** Reverts it; without one it cannot be undone, which is said before. */
      readonly undo?: readonly [string, ...string[]]
    }

/** A cure: always as text, and where a plan is there also by `--fix`. */
export interface Fix {
  readonly summary: Message
  /** What to type, in order. */
  readonly commands: readonly string[]
  readonly risk: Risk
  readonly plan?: Plan
}
