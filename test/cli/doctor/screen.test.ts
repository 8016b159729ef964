import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doctorScreen } from '../../../src/cli/doctor/screen.ts'
import { CHECKS } from '../../../src/doctor/catalogue.ts'
import { runChecks } from '../../../src/doctor/run-checks.ts'
import { dayAndTime } from '../../../src/messages/format.ts'
import { type Changes, facts } from '../../doctor/facts.ts'

const screen = (changes: Changes, isOrdinaryUser: boolean) =>
  doctorScreen(runChecks(CHECKS, facts(changes)), { columns: 80, verbose: false, ms: 1, isOrdinaryUser })

const HIDDEN: Changes = { live: { state: 'denied', needs: 'root', status: null, users: null } }
const WARNED: Changes = { load: { load1: 40, load5: 40, cpuPressure: 90 } }

test('what an ordinary user may not see takes the edge off the verdict, and says who sees more', () => {
  const seen = screen({ ...HIDDEN, ...WARNED }, true)
  assert.match(seen, /Nothing failed, as far as could be seen\. Warnings: 1\./)
  assert.match(seen, /may be asked by root only/)
  assert.match(seen, /Root can see more: sudo chatctl doctor$/)
})

test('who sees more is told of the server that was named', (t) => {
  const { argv } = process
  t.after(() => {
    process.argv = argv
  })
  process.argv = [...argv.slice(0, 2), 'doctor', '--config', '/srv/chat/config.json']
  assert.match(
    screen(HIDDEN, true),
    /Root can see more: sudo chatctl doctor --config \/srv\/chat\/config.json$/,
  )
})

test('what could not be seen in time says so, beside how long it was waited for', () => {
  const from = { source: 'sockets', ms: 5001, at: '2026-11-25T12:00:00.000Z' }
  const late = screen({ sockets: { seen: false, why: 'timeout', detail: '5001 ms', from } }, false)
  assert.match(late, /Could not look \(sockets\): no answer in time \(5001 ms\)/)
})

test('times are those of the clock on the wall', () => {
  const seen = screen({ upkeep: { packagesChanged: '2026-01-02T03:04:05.678Z' } }, false)
  assert.match(seen, new RegExp(`last change of packages: ${dayAndTime('2026-01-02T03:04:05.678Z')}$`, 'm'))
  assert.doesNotMatch(seen, /T03:04/)
})

test('root, and who sees everything, is sent nowhere', () => {
  assert.doesNotMatch(screen(HIDDEN, false), /sudo chatctl doctor/)
  assert.match(screen({}, true), /^Nothing is wrong\.$/m)
  assert.doesNotMatch(screen({}, true), /sudo chatctl doctor/)
})
