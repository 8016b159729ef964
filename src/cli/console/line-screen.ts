import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline'
import { type Readable, Writable } from 'node:stream'

/** Offers completions of what is typed: the candidates, and the part of the line that they would replace. */
type Completer = (line: string) => Promise<readonly [candidates: string[], part: string]>

export interface LineScreenOptions {
  readonly input: Readable
  readonly output: Writable
  /** Editing, history and completion; without it lines are read as they come and nothing is echoed. */
  readonly isTerminal: boolean
  readonly complete: Completer
  /** Ctrl+C. */
  readonly onInterrupt: () => void
}

const HISTORY_LINES = 500
const PROMPT = '> '

/** A place where lines are typed while others are printed above them. */
export class LineScreen {
  readonly #output: Writable
  readonly #lines: Interface
  readonly #echo: Echo
  readonly #isTerminal: boolean
  readonly #typed: string[] = []
  #waiting: ((line: string | null) => void) | undefined
  #secret = false
  #ended = false

  constructor({ input, output, isTerminal, complete, onInterrupt }: LineScreenOptions) {
    this.#output = output
    this.#isTerminal = isTerminal
    this.#echo = new Echo(output)
    this.#lines = createInterface({
      input,
      output: this.#echo,
      terminal: isTerminal,
      prompt: PROMPT,
      historySize: HISTORY_LINES,
      removeHistoryDuplicates: true,
      completer: (line: string, done: (error: null, found: [string[], string]) => void) => {
        if (this.#secret) return done(null, [[], line])
        complete(line).then(
          ([candidates, part]) => done(null, [candidates, part]),
          () => done(null, [[], line]),
        )
      },
    })
    this.#lines.on('line', (line) => this.#take(line))
    this.#lines.on('history', (history) => this.#secret && history.shift())
    this.#lines.on('SIGINT', onInterrupt)
    this.#lines.on('close', () => this.#end())
    output.on('error', () => this.close())
  }

  /** The next line, or null at the end of the input. */
  async next(): Promise<string | null> {
    if (this.#isTerminal && this.#typed.length === 0 && !this.#ended) this.#lines.prompt()
    return this.#read()
  }

  /** A line that is neither shown nor remembered. */
  async nextSecret(question: string): Promise<string | null> {
    this.#output.write(question)
    this.#secret = true
    this.#echo.muted = this.#isTerminal
    const line = await this.#read()
    this.#echo.muted = false
    this.#secret = false
    if (this.#isTerminal) this.#output.write('\n')
    return line
  }

  /** Prints whole lines; what is being typed moves down unharmed. */
  print(...lines: readonly string[]): void {
    if (lines.length === 0 || this.#output.destroyed || this.#output.writableEnded) return
    const typing = this.#isTerminal && this.#waiting !== undefined && !this.#secret
    if (typing) {
      moveCursor(this.#output, 0, -this.#lines.getCursorPos().rows)
      cursorTo(this.#output, 0)
      clearScreenDown(this.#output)
    }
    this.#output.write(`${lines.join('\n')}\n`)
    if (typing) {
      // readline would go up by the rows that it drew last, which are gone.
      Object.assign(this.#lines, { prevRows: 0 })
      this.#lines.prompt(true)
    }
  }

  clear(): void {
    if (this.#isTerminal) this.#output.write('\u001b[2J\u001b[3J\u001b[H')
  }

  /** Ends the input; a waiting reader gets null. */
  close(): void {
    this.#lines.close()
    this.#end()
  }

  #read(): Promise<string | null> {
    const ready = this.#typed.shift()
    if (ready !== undefined) return Promise.resolve(ready)
    if (this.#ended) return Promise.resolve(null)
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  #take(line: string): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) waiting(line)
    else this.#typed.push(line)
  }

  #end(): void {
    this.#ended = true
    const waiting = this.#waiting
    this.#waiting = undefined
    // Whatever comes next, such as the prompt of the shell, has a line of its own.
    if (waiting && this.#isTerminal && !this.#output.destroyed && !this.#output.writableEnded)
      this.#output.write('\n')
    waiting?.(null)
  }
}

/** Passes on what readline draws, unless it is a password. */
class Echo extends Writable {
  muted = false
  readonly #target: Writable & { readonly columns?: number }

  constructor(target: Writable) {
    super({ decodeStrings: false })
    this.#target = target
    target.on('resize', () => this.emit('resize'))
  }

  /** readline asks for it to know where lines wrap. */
  get columns(): number | undefined {
    return this.#target.columns
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    if (!this.muted && !this.#target.destroyed && !this.#target.writableEnded) this.#target.write(chunk)
    done()
  }
}
