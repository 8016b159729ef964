import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Waits for the end of its input. If the last word was `on` then, the program that held the other end has died while it
 * had changed the terminal, and nobody but this can put it back. Signals of the terminal are for the program, not for it.
 */
const SCRIPT = `saved=$(stty -g <&3) || exit 1
trap '' INT QUIT TERM HUP TSTP TTIN TTOU
echo ready
while read -r word; do state=$word; done
[ "$state" = on ] || exit 0
stty "$saved" <&3
printf '%b' "$1" >&4`

const READY_MS = 2000

/** Watches over a terminal that this process changes. */
export interface TerminalGuard {
  /** From now on the terminal is put back if this process dies. */
  on(): void
  /** The terminal is as it was. */
  off(): void
}

const NOBODY: TerminalGuard = { on() {}, off() {} }

/**
 * Starts a small shell that remembers the settings of the terminal, and restores them and writes `restore` if this process
 * dies without having said `off`: after SIGKILL, a fatal error of the engine, or an abort there is no other way.
 *
 * @param restore  escape sequences, as `printf %b` takes them
 * @returns a guard that does nothing where there is no shell to be had
 */
export async function guardTerminal(restore: string): Promise<TerminalGuard> {
  if (process.platform === 'win32') return NOBODY
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'chatctl-terminal-guard', restore], {
    stdio: ['pipe', 'pipe', 'ignore', 0, 1],
  })
  const { stdin, stdout } = child
  if (stdin === null || stdout === null) return NOBODY
  stdin.on('error', () => {})
  const signal = AbortSignal.timeout(READY_MS)
  const ended = once(child, 'exit', { signal }).then(() => null)
  const ready = await Promise.race([once(stdout, 'data', { signal }), ended]).catch(() => null)
  ended.catch(() => {})
  child.on('error', () => {})
  // It ends with us, not we with it.
  child.unref()
  stdout.destroy()
  if (ready === null || child.exitCode !== null) {
    child.kill('SIGKILL')
    return NOBODY
  }
  Reflect.get(stdin, 'unref')?.call(stdin)
  return { on: () => void stdin.write('on\n'), off: () => void stdin.write('off\n') }
}
