import type { Cut } from '../records/cut-records.ts'
import { closeLog, type OpenLog, openLog } from '../sources/open-log.ts'
import { backwards, span } from './segments.ts'
import { walkFile } from './walk-file.ts'
import { walkPacked } from './walk-packed.ts'
import { Walker } from './walker.ts'

export interface BackOptions {
  /** Milliseconds since 1970; older records are left out. */
  readonly since: number
  readonly signal?: AbortSignal | undefined
  /** Most to read; 256 MiB if not given. */
  readonly maxBytes?: number | undefined
  /** Most time to take; 3 s if not given. */
  readonly maxMs?: number | undefined
}

/** What was left out. */
export interface LeftOut {
  /** Bytes that the limits on bytes and time left. */
  readonly bytesNotRead: number
  readonly unreadable: readonly { readonly file: string; readonly code: string }[]
}

/** Takes one record. `bytes` are good until it returns; `base` is their offset in the log. */
type Take = (bytes: Buffer, cut: Cut, file: string, base: number) => void

const BLOCK = 1024 * 1024
const MAX_BYTES = 256 * 1024 * 1024
const MAX_MS = 3000
/** Whoever reads backwards loses nothing but time where the seek stops early. */
const LONGEST_SEEK = 4 * 1024 * 1024

/**
 * Reads the end of a log, block by block from the newest one back to `since` and within limits on bytes and time, so that
 * its cost does not depend on the size of the log. In a block the records come in the order of the log.
 *
 * @param files paths of a log and its older parts in any order, compressed or not
 * @throws the reason of `signal`
 */
export async function readBack(files: readonly string[], options: BackOptions, take: Take): Promise<LeftOut> {
  const { since, signal } = options
  const unreadable: { file: string; code: string }[] = []
  const deadline = performance.now() + (options.maxMs ?? MAX_MS)
  let bytesNotRead = 0
  const failed = (file: string, error: NodeJS.ErrnoException) =>
    unreadable.push({ file, code: error.code ?? error.message })
  // The newest block is read however slow the machine is.
  const most = options.maxBytes ?? MAX_BYTES
  let budget = most
  const isOver = () => budget <= 0 || (budget < most && performance.now() > deadline)
  const logs = newestFirst(files, since, failed)
  const sinkOf = ({ file }: OpenLog) => ({
    take: (bytes: Buffer, cut: Cut, base: number) => take(bytes, cut, file, base),
  })
  try {
    for (const log of logs) {
      signal?.throwIfAborted()
      if (log.packed && isOver()) bytesNotRead += log.size
      else if (log.packed) {
        let unpacked = 0
        try {
          for await (unpacked of walkPacked(log, new Walker({ sink: sinkOf(log), since }))) {
            signal?.throwIfAborted()
            if (isOver()) break
          }
        } catch (error) {
          signal?.throwIfAborted()
          failed(log.file, error as NodeJS.ErrnoException)
        }
        budget -= unpacked
      } else {
        const whole = span(log, since, undefined, LONGEST_SEEK)
        let left = whole.end
        for (const { from, end } of backwards(log.fd, whole, BLOCK, () => performance.now() > deadline)) {
          // the turn of others, such as of whoever wants to end this
          await new Promise(setImmediate)
          signal?.throwIfAborted()
          if (isOver()) break
          left = from
          budget -= end - from
          walkFile(log.fd, new Walker({ sink: sinkOf(log), since, end }), from, log.size)
        }
        bytesNotRead += left - whole.from
      }
    }
  } finally {
    for (const log of logs) closeLog(log)
  }
  return { bytesNotRead, unreadable }
}

/** Files that were written to since `since`, the newest first: what is left out for want of time should be old. */
function newestFirst(
  files: readonly string[],
  since: number,
  failed: (file: string, error: NodeJS.ErrnoException) => void,
): OpenLog[] {
  const logs: OpenLog[] = []
  for (const file of files) {
    try {
      const log = openLog(file)
      if (log.written >= since) logs.push(log)
      else closeLog(log)
    } catch (error) {
      failed(file, error as NodeJS.ErrnoException)
    }
  }
  return logs.sort((a, b) => b.written - a.written)
}
