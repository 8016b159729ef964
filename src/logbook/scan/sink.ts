import type { Cut } from '../records/cut-records.ts'

/** Takes the records that a walk comes across. `bytes` are good until it returns. */
export interface Sink {
  /** @param base offset of `bytes` in the log */
  take(bytes: Buffer, cut: Cut, base: number): void
}
