import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LogLevel } from '../../src/logging/level.ts'
import type { OperationContext } from '../../src/server/operations/context.ts'
import { LogLevelSwitch } from '../../src/server/operations/log-level.ts'

test('a level that is in force already is not told as a change', () => {
  const told: unknown[] = []
  const log = {
    level: 'DEBUG' as LogLevel,
    event: (id: string, values: object) => told.push([id, values]),
    setLevel(level: LogLevel) {
      this.level = level
    },
  }
  const levels = new LogLevelSwitch({ chat: { log }, now: Date.now } as unknown as OperationContext)
  assert.equal(levels.set({ level: 'debug' }).level, 'DEBUG')
  assert.deepEqual(told, [])
  assert.equal(levels.set({ level: 'INFO' }).level, 'INFO')
  assert.equal(told.length, 1)
})
