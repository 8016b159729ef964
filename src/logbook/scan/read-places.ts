import { type LogRecord, recordOf } from '../log-record.ts'
import { type OpenLog, readBytes } from '../sources/open-log.ts'

const BATCH = 64 * 1024
/** What lies between two records is read with them if it is less than this: a call costs about as much. */
const GAP = 4 * 1024

/** The records at these places (start and end of each, in order), read with few calls. */
export function* recordsAt({ fd, file }: OpenLog, places: Float64Array): Generator<LogRecord> {
  for (let first = 0; first < places.length; ) {
    const from = places[first] as number
    let behind = first + 2
    while (
      behind < places.length &&
      (places[behind + 1] as number) <= from + BATCH &&
      (places[behind] as number) - (places[behind - 1] as number) <= GAP
    ) {
      behind += 2
    }
    const bytes = readBytes(fd, from, places[behind - 1] as number)
    for (let index = first; index < behind; index += 2) {
      const start = places[index] as number
      yield recordOf(bytes.subarray(start - from, (places[index + 1] as number) - from), file, start)
    }
    first = behind
  }
}
