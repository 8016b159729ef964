import { emitKeypressEvents } from 'node:readline'
import type { ReadStream, WriteStream } from 'node:tty'
import { stripVTControlCharacters } from 'node:util'
import { guardTerminal, type TerminalGuard } from '../../host/terminal-guard.ts'
import { columnsOf } from '../screens/columns.ts'

/** A key as it was pressed. */
export interface Key {
  /** The letters that it typed, if any. */
  readonly text: string
  /** Such as `up`, `return`, `escape`, `q`. */
  readonly name: string
  readonly ctrl: boolean
}

export interface FullScreenOptions {
  readonly input: ReadStream
  readonly output: WriteStream
  readonly onKey: (key: Key) => void
  /** The terminal has another size, or has been somebody else's: everything must be painted anew. */
  readonly onRepaint: () => void
  /** The terminal is gone. */
  readonly onGone: () => void
}

const ESC = '\u001b['
/** A screen of our own, on which nothing wraps, and no cursor. */
const ENTER = `${ESC}?1049h${ESC}?7l${ESC}?25l`
const LEAVE = `${ESC}0m${ESC}?2026l${ESC}?7h${ESC}?25h${ESC}?1049l`
/** Terminals that know these two show everything in between at once. */
const [BEGIN, END] = [`${ESC}?2026h`, `${ESC}?2026l`]

/**
 * The whole terminal for as long as it is entered: the alternate screen, keys one by one. It is given back at
 * {@link leave}, when the process ends in whatever way, and while the process is stopped.
 */
export class FullScreen {
  readonly #options: FullScreenOptions
  readonly #guard: TerminalGuard
  #entered = false
  #shown: readonly string[] = []
  #behind = false

  private constructor(options: FullScreenOptions, guard: TerminalGuard) {
    this.#options = options
    this.#guard = guard
  }

  /** Prepares everything that will put the terminal back; the terminal is not touched yet. */
  static async prepare(options: FullScreenOptions): Promise<FullScreen> {
    return new FullScreen(options, await guardTerminal(LEAVE.replaceAll('\u001b', '\\033')))
  }

  get columns(): number {
    return this.#options.output.columns || 80
  }

  get rows(): number {
    return this.#options.output.rows || 24
  }

  /** Takes the terminal over. */
  open(): void {
    const { input, output, onKey, onGone } = this.#options
    process.once('exit', this.leave)
    process.on('SIGTSTP', this.#stopped)
    process.on('SIGCONT', this.#continued)
    output.on('resize', this.#resized).on('drain', this.#drained)
    output.on('error', onGone)
    emitKeypressEvents(input)
    input.on('keypress', (text: string | undefined, { name = '', ctrl = false }) =>
      onKey({ text: ctrl ? '' : (text ?? ''), name, ctrl }),
    )
    input.on('end', onGone).on('error', onGone)
    this.#enter()
  }

  /** Gives the terminal back for good. */
  close(): void {
    this.leave()
    const { input, output } = this.#options
    process.off('exit', this.leave).off('SIGTSTP', this.#stopped).off('SIGCONT', this.#continued)
    output.off('resize', this.#resized).off('drain', this.#drained)
    input.removeAllListeners('keypress').pause()
  }

  /**
   * Shows these lines, writing only those that have changed, all in one piece.
   *
   * @param cursor  where somebody types, from 0; hidden if not given
   */
  paint(lines: readonly string[], cursor?: { readonly row: number; readonly column: number }): void {
    const { output } = this.#options
    if (!this.#entered) return
    // A slow line gets the newest picture when it has taken the one before, not every one in between.
    this.#behind = output.writableNeedDrain
    if (this.#behind) return
    let changes = ''
    for (let row = 0; row < this.rows; row++) {
      const line = lines[row] ?? ''
      if (line !== this.#shown[row]) changes += this.#lineAt(row, line)
    }
    this.#shown = lines.slice(0, this.rows)
    const caret = cursor ? `${ESC}${cursor.row + 1};${cursor.column + 1}H${ESC}?25h` : `${ESC}?25l`
    if (changes !== '' || cursor) output.write(`${BEGIN}${ESC}?25l${changes}${caret}${END}`)
    else output.write(caret)
  }

  /** Gives the terminal back and stops all programs of this job, as Ctrl+Z does; goes on when they are continued. */
  suspend(): void {
    this.#stop(0)
  }

  readonly leave = (): void => {
    if (!this.#entered) return
    this.#entered = false
    const { input, output } = this.#options
    output.write(LEAVE)
    setRaw(input, false)
    this.#guard.off()
  }

  #enter(): void {
    if (this.#entered) return
    this.#entered = true
    this.#guard.on()
    const { input, output } = this.#options
    setRaw(input, true)
    input.resume()
    output.write(`${ENTER}${ESC}2J`)
    this.#shown = []
    this.#options.onRepaint()
  }

  /** @param whom  process id; 0 for all of this job */
  #stop(whom: number): void {
    this.leave()
    // Without a listener the signal does what it is for.
    process.off('SIGTSTP', this.#stopped)
    process.kill(whom, 'SIGTSTP')
    setImmediate(() => {
      process.on('SIGTSTP', this.#stopped)
      this.#enter()
    })
  }

  readonly #stopped = () => this.#stop(process.pid)

  readonly #continued = (): void => {
    if (!this.#entered) return
    // Stopped by a signal that nobody can catch: the shell has used the terminal since.
    this.#entered = false
    setRaw(this.#options.input, false)
    this.#enter()
  }

  /** Draws everything anew, for a screen on which another program has written. */
  refresh(): void {
    if (!this.#entered) return
    this.#options.output.write(`${ESC}2J`)
    this.#shown = []
    this.#options.onRepaint()
  }

  readonly #resized = () => this.refresh()

  readonly #drained = (): void => {
    if (this.#behind) this.#options.onRepaint()
  }

  #lineAt(row: number, line: string): string {
    // After a line as wide as the screen the cursor still stands on its last column, which must not be cleared.
    const rest = columnsOf(stripVTControlCharacters(line)) < this.columns ? `${ESC}0m${ESC}K` : `${ESC}0m`
    return `${ESC}${row + 1};1H${line}${rest}`
  }
}

/** A terminal that has gone cannot be set. */
function setRaw(input: ReadStream, raw: boolean): void {
  try {
    input.setRawMode(raw)
  } catch {}
}
