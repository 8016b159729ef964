import { PassThrough } from 'node:stream'
import { type ChatEnd, type ChatOptions, runChat } from '../../src/cli/chat/run-chat.ts'
import { PATIENCE } from './wire-client.ts'

/** `chatctl chat` inside the test: what is typed goes in, what is shown and noted comes out. */
export class Chatter {
  readonly input = new PassThrough()
  readonly end: Promise<ChatEnd>
  #shown = ''
  #noted = ''
  #changed = Promise.withResolvers<void>()

  constructor(options: Pick<ChatOptions, 'address' | 'name'> & Partial<ChatOptions>) {
    const output = new PassThrough()
    output.setEncoding('utf8').on('data', (text: string) => {
      this.#shown += text
      this.#wake()
    })
    this.end = runChat({
      input: this.input,
      output,
      note: (text) => {
        this.#noted += `${text}\n`
        this.#wake()
      },
      isTerminal: false,
      json: false,
      literal: false,
      folder: '.',
      attempts: 0,
      ...options,
    })
    this.end.then(() => this.#wake())
  }

  get shown(): string {
    return this.#shown
  }

  get noted(): string {
    return this.#noted
  }

  type(line: string): void {
    this.input.write(`${line}\n`)
  }

  /** Waits until something was shown; gives the first match. */
  async sees(pattern: RegExp): Promise<RegExpExecArray> {
    return await this.#until(
      () => pattern.exec(this.#shown),
      () => `${pattern} in: ${this.#shown}`,
    )
  }

  async notes(pattern: RegExp): Promise<RegExpExecArray> {
    return await this.#until(
      () => pattern.exec(this.#noted),
      () => `${pattern} in: ${this.#noted}`,
    )
  }

  /** Ends the input, as Ctrl+D or the end of a pipe does. */
  async leave(): Promise<ChatEnd> {
    this.input.end()
    return await this.end
  }

  #wake(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers()
  }

  async #until<T>(ask: () => T | null, what: () => string): Promise<T> {
    const deadline = AbortSignal.timeout(2 * PATIENCE)
    for (;;) {
      const answer = ask()
      if (answer !== null) return answer
      if (deadline.aborted) throw new Error(`waited for ${what()}`)
      const tooLate = new Promise<void>((resolve) =>
        deadline.addEventListener('abort', () => resolve(), { once: true }),
      )
      await Promise.race([this.#changed.promise, tooLate])
    }
  }
}
