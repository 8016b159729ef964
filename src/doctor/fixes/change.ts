import type { Attributes } from '../../store/attributes.ts'

/** A file as a whole; its bytes lie elsewhere, under their digest. */
export interface FileState extends Attributes {
  readonly sha256: string
  readonly bytes: number
}

export type Argv = readonly [string, ...string[]]

/** One process for good: an id is used again, an id with its start is not. */
export interface ProcessRef {
  readonly pid: number
  readonly start: string | null
}

/** One step of a fix, with what was before: plain data, so that it can be undone by another run. Paths are no links. */
export type Change =
  | {
      readonly do: 'write'
      readonly path: string
      /** null: there is no such file yet. */
      readonly before: FileState | null
      readonly after: FileState
    }
  | { readonly do: 'make-folder'; readonly path: string; readonly after: Attributes }
  | {
      readonly do: 'set-attributes'
      readonly path: string
      readonly before: Attributes
      readonly after: Attributes
    }
  | { readonly do: 'remove-socket'; readonly path: string; readonly before: Attributes }
  /** A log gets another name, `to`, and is compressed into `to.gz`. */
  | {
      readonly do: 'rotate'
      readonly path: string
      readonly to: string
      /** The server that writes to it, and is told to open it anew. */
      readonly writer: ProcessRef | null
    }
  | { readonly do: 'stop'; readonly process: ProcessRef; readonly command: string }
  | {
      readonly do: 'run'
      readonly argv: Argv
      /** null: it cannot be undone. */
      readonly undo: Argv | null
      readonly needsRoot: boolean
    }
  /** Has the running server read its files again. Comes last, also when the others are taken back: then only if `again`. */
  | { readonly do: 'reload'; readonly socket: string; readonly again: boolean }
  /** The same for a server that cannot: the service is restarted. */
  | { readonly do: 'restart'; readonly argv: Argv; readonly needsRoot: boolean; readonly again: boolean }

export type ChangeKind = Change['do']
export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { readonly do: Kind }>

/** Whether another run could take a change back. */
export function isReversible(change: Change): boolean {
  if (comesLast(change)) return change.again
  return change.do !== 'stop' && !(change.do === 'run' && change.undo === null)
}

/** Whether a change only brings others into force, whichever way they go. */
export function comesLast(change: Change): change is ChangeOf<'reload' | 'restart'> {
  return change.do === 'reload' || change.do === 'restart'
}
