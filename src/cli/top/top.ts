import { EXIT } from '../../errors/ids.ts'
import { ServerWatch } from '../../top/server-watch.ts'
import { reachServer, type Wanted } from '../daemon.ts'
import { jsonForTerminal } from '../escape.ts'
import { print } from '../print.ts'
import { liveTop } from './live-top.ts'
import { snapshot, snapshotHint, topDocument } from './snapshot.ts'

export interface TopOptions {
  readonly wanted: Wanted
  readonly once: boolean
  readonly json: boolean
  /** Seconds between two looks. */
  readonly every: number
  /** Says something beside the result. */
  readonly note: (text: string) => void
}

const COLUMNS_OF_A_PIPE = 100

/**
 * Shows the server live on a terminal, else once.
 *
 * @returns the exit code
 * @throws ChatctlError if the server cannot be reached at the start
 */
export async function top({ wanted, once, json, every, note }: TopOptions): Promise<number> {
  const everyMs = every * 1000
  const { stdin: input, stdout: output } = process
  const isTerminal = input.isTTY === true && output.isTTY === true && process.env.TERM !== 'dumb'
  if (isTerminal && !once && !json) {
    let isFirst = true
    const connect = () => {
      // What is beside the result is told once; later the terminal is the screen's.
      const said = isFirst ? wanted.note : () => {}
      isFirst = false
      return reachServer({ ...wanted, note: said })
    }
    return await liveTop({ input, output, everyMs, connect })
  }
  const watch = new ServerWatch({ everyMs, connect: () => reachServer(wanted), onChange: () => {} })
  const stop = new AbortController()
  process.once('SIGINT', () => process.exit(EXIT.interrupted))
  await watch.begin(stop.signal)
  // Rates need a second look.
  await watch.again(stop.signal)
  stop.abort()
  const { known } = watch
  if (known === null) return EXIT.failed
  const text = json
    ? jsonForTerminal(topDocument(known))
    : snapshot(known, output.columns || COLUMNS_OF_A_PIPE)
  await print(`${text}\n`)
  if (!once && !json) note(snapshotHint())
  return EXIT.ok
}
