import { type MessageValues, t } from '../messages/index.ts'
import { ERRORS, type ErrorId } from './ids.ts'

/** A failure that the user can act on: one permanent id, a sentence and the command that helps. */
export class ChatctlError extends Error {
  readonly id: ErrorId
  readonly values: MessageValues
  readonly exitCode: number

  /** @param exitCode  for a command that documents another one than the id's */
  constructor(
    id: ErrorId,
    values: MessageValues = {},
    options?: ErrorOptions,
    exitCode: number = ERRORS[id],
  ) {
    super(t(`errors.${id}.what`, values), options)
    this.name = 'ChatctlError'
    this.id = id
    this.values = values
    this.exitCode = exitCode
  }

  /** What to type next, in the reader's language. */
  get fix(): string {
    return t(`errors.${this.id}.fix`, this.values)
  }
}
