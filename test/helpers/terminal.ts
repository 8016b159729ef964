import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { scratchFolder } from './chatctl.ts'
import { eventually } from './daemon.ts'
import { PROGRAM } from './program.ts'

/** Why there is no terminal to be had here, or false. */
export const noTerminal =
  spawnSync('tmux', ['-V']).status === 0 ? false : 'needs tmux, for a terminal whose screen can be read'

/** How long a screen may take on a busy machine. */
const SCREEN_PATIENCE = 20_000

/** What the shell shows last when it waits; the one of root is another. */
const PROMPT = /^[$#]\s*$(?![\s\S]*\S)/m

const chatctlLine = (args: readonly string[]) => `${process.execPath} ${PROGRAM} ${args.join(' ')}`

export interface TerminalOptions {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
}

/** A real terminal of its own with a shell in it: keys go in, the screen can be read. */
export class Terminal {
  readonly #socket: string
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
    this.#socket = join(folder, 'tmux')
  }

  /** Opens one that is closed after the test. */
  static async open(t: TestContext, { columns = 80, rows = 24, env = {} }: TerminalOptions = {}) {
    const folder = scratchFolder()
    const terminal = new Terminal(folder.path)
    // As a person has it: on a build server nothing is coloured.
    const {
      TMUX: _,
      NO_COLOR: __,
      CI: ___,
      NODE_TEST_CONTEXT: ____,
      NODE_OPTIONS: _____,
      ...rest
    } = process.env
    const size = ['-x', String(columns), '-y', String(rows)]
    execFileSync(
      'tmux',
      ['-u', '-S', terminal.#socket, '-f', '/dev/null', 'new-session', '-d', ...size, 'sh'],
      {
        env: { ...rest, LC_ALL: 'C.UTF-8', TERM: 'xterm', ENV: '', ...env },
      },
    )
    t.after(() => {
      spawnSync('tmux', ['-S', terminal.#socket, 'kill-server'])
      folder[Symbol.dispose]()
    })
    await terminal.shellWaits()
    return terminal
  }

  /** Presses keys by tmux's names for them, such as `Down`, `C-c`, `Enter`, or one letter. */
  press(...keys: string[]): void {
    this.#tmux('send-keys', '-t', ':', ...keys)
  }

  /** Types letters as they are. */
  type(text: string): void {
    this.#tmux('send-keys', '-t', ':', '-l', text)
  }

  /** Has the shell carry out a line, without waiting for its end. */
  run(line: string): void {
    this.type(line)
    this.press('Enter')
  }

  /** Waits until the shell is ready for a line. */
  async shellWaits(): Promise<void> {
    await this.sees(PROMPT)
  }

  /** Has the shell carry out a line on an empty screen, and waits until it is ready for the next. */
  async does(line: string): Promise<void> {
    // The screen may still show the prompt before the line: a file tells when that is over.
    const done = join(this.#folder, `done-${Math.random()}`)
    this.run(`clear; ${line}; : > ${done}`)
    await eventually(() => existsSync(done) || undefined, line, SCREEN_PATIENCE)
    await this.shellWaits()
  }

  /** Has the shell start the program, as a user would. */
  chatctl(...args: string[]): void {
    this.run(chatctlLine(args))
  }

  /** Has the shell run the program to its end on an empty screen. */
  async chatctlEnds(...args: string[]): Promise<void> {
    await this.does(chatctlLine(args))
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-t', ':', '-x', String(columns), '-y', String(rows))
  }

  /** What is on the screen now, without the blanks at the ends of lines. */
  screen(): string {
    return this.#tmux('capture-pane', '-p', '-t', ':')
  }

  /** What on the screen has a colour or another attribute. */
  colours(): string {
    const painted = this.#tmux('capture-pane', '-p', '-e', '-t', ':')
    // Each starts with what is in force from there on; 22 to 29, 39 and 49 end something.
    const pieces = painted.split('\u001b[').slice(1)
    return pieces
      .map((piece) => /^([\d;]*)m([\s\S]*)$/.exec(piece))
      .filter((found) => /(?:^|;)(?:[1-9]|[34][0-8]|9[0-7]|10[0-7])(?:;|$)/.test(found?.[1] ?? ''))
      .map((found) => found?.[2] ?? '')
      .join('')
  }

  lines(): string[] {
    return this.screen().split('\n')
  }

  /** Waits until the screen shows it; gives the first match. */
  async sees(pattern: RegExp): Promise<RegExpExecArray> {
    const look = () => pattern.exec(this.screen()) ?? undefined
    try {
      return await eventually(look, String(pattern), SCREEN_PATIENCE)
    } catch (error) {
      throw new Error(`${(error as Error).message}; the screen:\n${this.screen()}`)
    }
  }

  /** Settings of the terminal, as `stty -g` tells them to the shell. */
  async settings(): Promise<string> {
    const file = join(this.#folder, `stty-${Math.random()}`)
    this.run(`stty -g > ${file}`)
    const settings = await eventually(
      () => (existsSync(file) && readFileSync(file, 'utf8').trim()) || undefined,
      'the settings of the terminal',
      SCREEN_PATIENCE,
    )
    await this.shellWaits()
    return settings
  }

  /** Whether a program has a screen of its own, whether the cursor is to be seen, and whether lines wrap. */
  state(): { readonly alternate: boolean; readonly cursor: boolean; readonly wraps: boolean } {
    const format = '#{alternate_on} #{cursor_flag} #{wrap_flag}'
    const [alternate, cursor, wraps] = this.#tmux('display-message', '-p', '-t', ':', format)
      .trim()
      .split(' ')
    return { alternate: alternate === '1', cursor: cursor === '1', wraps: wraps === '1' }
  }

  /** The process that the shell has in the foreground. */
  foreground(): number {
    const shell = this.#tmux('display-message', '-p', '-t', ':', '#{pane_pid}').trim()
    const fields = readFileSync(`/proc/${shell}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    const group = Number(fields[5])
    assert.ok(group > 0 && group !== Number(shell), 'no program is in the foreground')
    return group
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', ['-u', '-S', this.#socket, ...args], { encoding: 'utf8' })
  }
}
