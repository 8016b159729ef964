import { shownInput } from './found-file.ts'

/** An input that was not treated as it must be. */
export class Fault extends Error {
  readonly input: Buffer

  constructor(input: Buffer, what: string, cause: unknown) {
    super(`${what}\ninput: ${shownInput(input).slice(0, 4000)}`, { cause })
    this.input = input
  }
}

/** What tells one fault from another: the words without what is chance in them. */
export function kindOfFault(error: unknown): string {
  const { message = String(error), stack = '' } = error as Error
  const [where = ''] = /\/(?:src|commands)\/[\w./-]+\.ts:\d+/.exec(stack) ?? []
  const [line = ''] = message.split('\n')
  return `${line.replaceAll(/\d+/g, '#').slice(0, 60)} ${where}`
}
