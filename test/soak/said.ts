import type { Person } from './person.ts'

/** One thing that somebody sent, what the rules make of it, and what became of it. */
export interface Said {
  readonly by: Person
  /** Its number among all that this person has sent. */
  readonly n: number
  readonly kind: 'all' | 'private' | 'file'
  /** What receivers must read, once cut and masked. */
  readonly expected: readonly string[]
  /** Whom it is for, if it is private. */
  readonly to?: Person
  /** When it was sent. */
  readonly at: number
  /** The server's number of the broadcast or the confirmation; undefined until somebody has it. */
  id?: number
  /** When the first receiver had it. */
  heardAt?: number
  /** Private: the server's number of the receiver's copy. */
  copyId?: number
}

/** The marks by which a text or a file is known again, whoever shows it. */
export const markOf = (person: number, n: number) => `p${person}-${n}`

const MARK = /^p(\d+)-(\d+)(?:[ .]|$)/

/** Who said it, and which of his it is; undefined for what nobody here has said. */
export function readMark(text: string): { readonly person: number; readonly n: number } | undefined {
  const found = MARK.exec(text)
  return found === null ? undefined : { person: Number(found[1]), n: Number(found[2]) }
}
