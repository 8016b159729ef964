import { PassThrough, type Readable } from 'node:stream'
import { execa } from 'execa'

/** A program that runs and prints for as long as it is left to. */
export interface StreamedProgram {
  readonly stdout: Readable
  /** Asks it to end in its own way (SIGINT). */
  stop(): void
  /** SIGKILL, for one that does not. */
  kill(): void
  /** `code`: the system's, such as ENOENT where it is not installed; `exitCode` is undefined then, and after a signal. */
  readonly ended: Promise<{
    readonly exitCode: number | undefined
    readonly code: string | undefined
    readonly stderr: string
  }>
}

/** More than that of what a program complains is not kept. */
const MOST_STDERR = 64 * 1024

/**
 * Starts a program in the C locale, without a shell and without input; it does not outlive this process.
 *
 * @param onStderr  gets what it says beside its output, as it comes
 */
export function streamProgram(
  [program, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  onStderr: (text: string) => void = () => {},
): StreamedProgram {
  const child = execa(program, args, {
    env: { ...env, LC_ALL: 'C', LANGUAGE: 'C' },
    stdin: 'ignore',
    reject: false,
    buffer: false,
    encoding: 'buffer',
    // Ctrl+C goes to all programs of the terminal; this one is to end when we say so.
    detached: true,
  })
  const onExit = () => void child.kill('SIGKILL')
  process.once('exit', onExit)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < MOST_STDERR) stderr += text
    onStderr(text)
  })
  return {
    // Its own stream begins to flow at once, whether anybody listens or not.
    stdout: child.stdout.pipe(new PassThrough()),
    stop: () => void child.kill('SIGINT'),
    kill: () => void child.kill('SIGKILL'),
    ended: child.then(({ exitCode, code }) => {
      process.off('exit', onExit)
      return { exitCode, code, stderr }
    }),
  }
}
