import type { Observed } from '../host/observed.ts'

/** `avg60` of a file of /proc/pressure: percent of a minute in which some task waited; null where there is none. */
export function averageOf(file: Observed<string>): number | null {
  const average = file.seen ? /^some .*avg60=([\d.]+)/m.exec(file.value)?.[1] : undefined
  return average === undefined ? null : Number(average)
}
