import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CheckId } from '../../src/doctor/check-ids.ts'
import { useLocale } from '../../src/messages/both.ts'
import { changesAfter, type Memory } from '../../src/monitor/changes.ts'
import { confirmed, type Seen } from '../../src/monitor/seen.ts'

useLocale('en')

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CHECK: CheckId = 'service/not-running'

/** A check that is looked at every so often. */
class Watch {
  memory: Memory = {}
  now = Date.UTC(2026, 5, 15, 14)
  readonly #check: CheckId

  constructor(check: CheckId = CHECK) {
    this.#check = check
  }

  look(state: Seen['state'], explained = false, afterMs = MINUTE): string[] {
    this.now += afterMs
    const seen = new Map([[this.#check, { state, explained, message: 'it is down', commands: ['start it'] }]])
    const { memory, events } = changesAfter(this.memory, seen, this.now, 4 * HOUR)
    // What is remembered goes through a file.
    this.memory = JSON.parse(JSON.stringify(memory))
    return events.map(({ kind, message }) => (kind === 'recovered' ? `${kind}: ${message}` : kind))
  }
}

test('a trouble is told once when it begins, and once when it ends', () => {
  const watch = new Watch()
  assert.deepEqual(watch.look('ok'), [])
  assert.deepEqual(watch.look('fail'), ['problem'])
  for (let more = 0; more < 20; more++) assert.deepEqual(watch.look('fail'), [])
  assert.deepEqual(watch.look('ok'), ['recovered: well again after 21 min'])
  for (let more = 0; more < 20; more++) assert.deepEqual(watch.look('ok'), [])
})

test('a trouble that lasts is told again after the time that was asked for', () => {
  const watch = new Watch()
  watch.look('fail')
  const told: number[] = []
  for (let minute = 1; minute <= 9 * 60; minute++) if (watch.look('fail').length > 0) told.push(minute)
  assert.deepEqual(told, [240, 480])
})

test('a warning that becomes a failure is told; one that eases is not', () => {
  const watch = new Watch()
  assert.deepEqual(watch.look('warn'), ['problem'])
  assert.deepEqual(watch.look('fail'), ['worse'])
  assert.deepEqual(watch.look('warn'), [])
  assert.deepEqual(watch.look('fail'), [])
})

test('what could not be seen is neither a trouble nor a recovery', () => {
  const watch = new Watch()
  assert.deepEqual(watch.look('hold'), [])
  watch.look('fail')
  assert.deepEqual(watch.look('hold'), [])
  assert.deepEqual(watch.look('fail'), [])
  assert.deepEqual(watch.look('ok').length, 1)
})

test('what another trouble explains is told only when it stays behind', () => {
  const watch = new Watch()
  assert.deepEqual(watch.look('fail', true), [])
  assert.deepEqual(watch.look('fail', true), [])
  assert.deepEqual(watch.look('fail', false), ['problem'])
  const silent = new Watch()
  silent.look('fail', true)
  assert.deepEqual(silent.look('ok'), [])
})

test('a check that comes and goes is told as such, and then only when it has settled', () => {
  const watch = new Watch()
  const told: string[] = []
  for (let turn = 0; turn < 60; turn++) told.push(...watch.look(turn % 2 === 0 ? 'fail' : 'ok'))
  assert.deepEqual(
    told.slice(0, 6).map((one) => one.split(':')[0]),
    ['problem', 'recovered', 'problem', 'recovered', 'problem', 'flapping'],
  )
  assert.equal(told.length, 6)
  const calm: string[] = []
  for (let minute = 0; minute < 60; minute++) calm.push(...watch.look('ok'))
  assert.equal(calm.length, 1)
  assert.match(calm[0] ?? '', /^recovered/)
  for (let minute = 0; minute < 60; minute++) assert.deepEqual(watch.look('ok'), [])
  assert.deepEqual(watch.look('fail'), ['problem'])
})

test('one that ends up bad after much coming and going is told as a trouble', () => {
  const watch = new Watch()
  for (let turn = 0; turn < 9; turn++) watch.look(turn % 2 === 0 ? 'fail' : 'ok')
  const settled: string[] = []
  for (let minute = 0; minute < 60; minute++) settled.push(...watch.look('fail'))
  assert.deepEqual(settled, ['problem'])
})

test('what only one of two looks saw is held, not told', () => {
  const seen = (state: Seen['state']) =>
    new Map<CheckId, Seen>([[CHECK, { state, explained: false, message: '', commands: [] }]])
  const after = (first: Seen['state'], second: Seen['state']) =>
    confirmed(seen(first), seen(second)).get(CHECK)?.state
  assert.equal(after('fail', 'ok'), 'ok')
  assert.equal(after('ok', 'fail'), 'hold')
  assert.equal(after('fail', 'warn'), 'warn')
  assert.equal(after('hold', 'fail'), 'hold')
})

test('the gravest trouble of a look is told first, whatever the order of the checks', () => {
  const look = (state: Seen['state']): Seen => ({ state, explained: false, message: state, commands: [] })
  const seen = new Map<CheckId, Seen>([
    ['config/unknown-key', look('warn')],
    [CHECK, look('fail')],
  ])
  const { events } = changesAfter({}, seen, Date.UTC(2026, 5, 15), HOUR)
  assert.deepEqual(
    events.map(({ severity }) => severity),
    ['error', 'warning'],
  )
})

test('what is measured against a limit has to last for a minute, and its end too', () => {
  const watch = new Watch('host/load-high')
  assert.deepEqual(watch.look('warn', false, 5000), [])
  assert.deepEqual(watch.look('warn', false, 59_000), [])
  assert.deepEqual(watch.look('warn', false, 1000), ['problem'])
  for (let turn = 0; turn < 40; turn++) {
    assert.deepEqual(watch.look('ok', false, 30_000), [])
    assert.deepEqual(watch.look('warn', false, 30_000), [])
  }
  assert.deepEqual(watch.look('ok', false, 5000), [])
  assert.deepEqual(watch.look('hold', false, 5000), [])
  assert.deepEqual(watch.look('ok', false, 55_000), ['recovered: well again after 41 min 5 s'])
  // Other checks are told at once.
  assert.deepEqual(new Watch().look('warn', false, 5000), ['problem'])
})
