import type { ChatEvent, ControlMethod, ControlMethods } from '../../control/methods.ts'
import { LOG_LEVELS } from '../../logging/level.ts'
import type { Daemon } from '../../server/daemon.ts'
import type { ConsoleBackend } from '../console/backend.ts'
import { runConsole } from '../console/run-console.ts'

/** Events that may wait to be printed; a terminal that is not read (Ctrl+S) loses the oldest beyond that. */
const MOST_WAITING = 1000

/** The operator's console in the terminal (or pipe) of the server itself; its end leaves the server running. */
export async function serverConsole(daemon: Daemon): Promise<void> {
  const { stdin: input, stdout: output } = process
  const isTerminal = input.isTTY === true && output.isTTY === true
  const stopped = new AbortController()
  void daemon.ended.then(() => stopped.abort())
  const end = await runConsole({
    input,
    output,
    client: backendOf(daemon),
    isTerminal,
    signal: stopped.signal,
  })
  // Ctrl+C in a terminal in raw mode is a key, not a signal.
  if (end === 'interrupted') process.kill(process.pid, 'SIGINT')
}

/** The daemon's own operations in the place of a control client. */
function backendOf({ operations }: Daemon): ConsoleBackend {
  return {
    async call<M extends ControlMethod>(method: M, params: ControlMethods[M]['params']) {
      type Call = (params: ControlMethods[M]['params']) => Promise<ControlMethods[M]['result']>
      return (operations[method] as unknown as Call)(params)
    },
    async *stream(_name, { level }, signal) {
      const waiting: ChatEvent[] = []
      let wake = () => {}
      const known = LOG_LEVELS.find((name) => name === level)
      const leave = operations.follow(known, (event) => {
        if (waiting.length >= MOST_WAITING) waiting.shift()
        waiting.push(event)
        wake()
      })
      try {
        while (!signal.aborted) {
          yield* waiting.splice(0)
          await new Promise<void>((resolve) => {
            wake = resolve
            signal.addEventListener('abort', () => resolve(), { once: true })
          })
        }
      } finally {
        leave()
      }
    },
  }
}
