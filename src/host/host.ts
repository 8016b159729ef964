import type { Observed } from './observed.ts'

/** What a command printed. */
export interface CommandOutput {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

export interface RunOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  /** Its standard input; empty if not given. */
  readonly input?: string
}

export interface ReadOptions {
  /** More than that is not read. */
  readonly maxBytes?: number
}

/** The machine, as far as facts need it: given in, so that a test can put another one in its place. */
export interface Host {
  readonly platform: NodeJS.Platform
  /** -1 where there are no user ids */
  readonly uid: number
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Runs a program in the C locale, without a shell; it is killed at its time limit. A program that is
   * not installed is `unsupported`, one that fails is seen with its exit code.
   */
  run(argv: readonly [string, ...string[]], options: RunOptions): Promise<Observed<CommandOutput>>
  /** Reads a regular file; never waits on a FIFO. */
  readBytes(path: string, options?: ReadOptions): Promise<Observed<Buffer>>
  /** The same, as UTF-8. */
  readText(path: string, options?: ReadOptions): Promise<Observed<string>>
}
