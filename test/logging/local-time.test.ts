import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { LocalTime } from '../../src/logging/local-time.ts'

const zone = process.env.TZ
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

const moment = Date.UTC(2026, 10, 23, 2, 0, 0, 7)

test('time is local, with milliseconds and the offset', () => {
  const expected = {
    'Asia/Shanghai': '2026-11-23T10:00:00.007+08:00',
    'Asia/Kathmandu': '2026-11-23T07:45:00.007+05:45',
    'America/St_Johns': '2026-11-22T22:30:00.007-03:30',
    UTC: '2026-11-23T02:00:00.007+00:00',
  }
  for (const [name, text] of Object.entries(expected)) {
    process.env.TZ = name
    assert.equal(new LocalTime().iso(moment), text)
    assert.equal(Date.parse(text), moment)
  }
})

test('the plain form is the original servers’', () => {
  process.env.TZ = 'Asia/Shanghai'
  assert.equal(new LocalTime().plain(moment), '2026-11-23 10:00:00')
})

test('one clock serves any order of moments, across a change to winter time too', () => {
  process.env.TZ = 'Europe/Berlin'
  const time = new LocalTime()
  const change = Date.UTC(2026, 9, 25, 1)
  assert.equal(time.iso(change - 1), '2026-10-25T02:59:59.999+02:00')
  assert.equal(time.iso(change), '2026-10-25T02:00:00.000+01:00')
  assert.equal(time.iso(change - 1), '2026-10-25T02:59:59.999+02:00')
  assert.equal(time.iso(change + 0.5), '2026-10-25T02:00:00.000+01:00')
})
