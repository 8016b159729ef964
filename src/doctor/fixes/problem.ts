import { type Message, render } from '../../messages/index.ts'

/** Why a fix cannot be planned, made or taken back: something to tell, not a defect. */
export class FixProblem extends Error {
  readonly text: Message

  constructor(text: Message) {
    super(render(text))
    this.name = 'FixProblem'
    this.text = text
  }
}

/** Any failure as a text: the system's own words where it has them. */
export function problemText(error: unknown): Message {
  if (error instanceof FixProblem) return error.text
  return { key: 'fixes.failed', values: { detail: error instanceof Error ? error.message : String(error) } }
}
