import type { FileStanding } from './mark.ts'

/** `unknown`: this user may not look. */
export type Standing = FileStanding | 'unknown'

/** One thing that an installation or its removal does. Made with what is there now in view; nothing is done yet. */
export interface Step {
  readonly kind: 'account' | 'folder' | 'owner' | 'file' | 'program' | 'command' | 'remove'
  /** Path, user or command line. */
  readonly target: string
  readonly standing: Standing
  /** The same as a shell would do it. */
  readonly shell: readonly string[]
  /** Of a file: what is there, and what comes. */
  readonly before?: string | null
  readonly content?: string
  /** Under which name a file of somebody else is kept. */
  readonly kept?: string | undefined
  /** systemd must read its units again behind it. */
  readonly isUnit?: boolean
  apply(): Promise<void>
  /** Makes all as it was before `apply`, also where that was cut off. */
  undo(): Promise<void>
  /** What can be done only when nothing has to be taken back any more. */
  finish?(): Promise<void>
}

/** Whether a step has anything to do. */
export function isDue({ standing }: Step): boolean {
  return standing !== 'in-place'
}
