import assert from 'node:assert/strict'
import type { Daemon } from '../helpers/daemon.ts'

const TIME = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d'
const RECORD = new RegExp(`^${TIME} \\[(DEBUG|INFO|WARNING|ERROR|CRITICAL)\\] `)
/** What can break a line, move a cursor or turn the direction of a text. */
export const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** How the line of a record begins. */
export const startOf = (level: string, message: string) =>
  new RegExp(`^${TIME} \\[${level}\\] ${literally(message)}`)

/** A whole line that ends with this record. */
export const record = (level: string, message: string) => new RegExp(`${startOf(level, message).source}$`)

/** Every line of the log is a record, and nothing in it could forge another one. */
export function assertAllRecords(daemon: Daemon): void {
  for (const line of daemon.log()) {
    assert.match(line, RECORD)
    assert.doesNotMatch(line, UNPRINTABLE)
  }
}
