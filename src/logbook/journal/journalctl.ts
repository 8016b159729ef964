import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

interface JournalctlOptions {
  readonly signal: AbortSignal
  /** Told once why nothing was read. */
  readonly onTrouble: (code: string) => void
  readonly program: string | undefined
}

/** Lines that `journalctl -o json` prints; whoever stops reading ends it. */
export async function* journalctl(
  args: readonly string[],
  { signal, onTrouble, program = 'journalctl' }: JournalctlOptions,
): AsyncGenerator<string> {
  const child = spawn(program, ['--output=json', '--no-pager', '--quiet', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, 1000)
  })
  const ended = new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    child.once('error', resolve).once('close', () => resolve(undefined))
  })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop)
  let read = 0
  try {
    // Not the signal of readline: it would throw away what has been read.
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
      read++
      yield line
    }
    const failure = await ended
    if (failure !== undefined) onTrouble(failure.code ?? failure.message)
    else if (read === 0 && complaint !== '') onTrouble(complaint.trim().split('\n')[0] ?? '')
  } finally {
    signal.removeEventListener('abort', stop)
    child.kill('SIGTERM')
  }
}
