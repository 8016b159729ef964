import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acknowledge } from '../../src/doctor/acknowledged.ts'
import { defineCheck, type Finding } from '../../src/doctor/check.ts'
import { junitReport } from '../../src/doctor/formats/junit.ts'
import { nagiosAnswer } from '../../src/doctor/formats/nagios.ts'
import { prometheusText } from '../../src/doctor/formats/prometheus.ts'
import { runChecks } from '../../src/doctor/run-checks.ts'
import { verdictOf } from '../../src/doctor/verdict.ts'
import { useLocale } from '../../src/messages/both.ts'
import { facts, notSeen } from './facts.ts'

useLocale('en')

const guide = { problem: null, cause: '' }
const odd = 'a & b <c> "d" | e\u001b[31m\ufffe\ud800'
const finding = (severity: Finding['severity']): Finding => ({
  severity,
  message: { key: 'doctor.unknownWord', values: { word: odd } },
  evidence: [{ text: { key: 'doctor.at', values: { place: 'line\nbreak' } }, command: 'ls' }],
})

const results = runChecks(
  [
    defineCheck({ id: 'config/syntax', guide, needs: [], judge: () => [finding('error')] }),
    defineCheck({ id: 'config/missing', guide, needs: [], judge: () => [] }),
    defineCheck({ id: 'host/load-high', guide, needs: ['load'], judge: () => [finding('warning')] }),
    defineCheck({ id: 'host/file-max', guide, needs: ['kernel'], judge: () => [] }),
  ],
  facts({ kernel: notSeen('denied', 'root') }),
)
const verdict = verdictOf(results)

/** Fails where tags do not close each other or a character is there that XML does not know. */
function assertWellFormed(xml: string): void {
  assert.ok(xml.isWellFormed())
  assert.doesNotMatch(xml, /[^\P{Cc}\n]|[\ufffe\uffff]/u)
  const open: string[] = []
  for (const [, close, name, empty] of xml
    .replace(/<\?.*?\?>/, '')
    .matchAll(/<(\/?)([\w-]+)(?:\s[\w-]+="[^"<]*")*(\/?)>/g)) {
    if (close) assert.equal(open.pop(), name)
    else if (!empty) open.push(name ?? '')
  }
  assert.deepEqual(open, [])
  assert.doesNotMatch(xml.replaceAll(/<[^<>]*>/g, ''), /[<>]/)
  assert.doesNotMatch(xml, /&(?!amp;|lt;|gt;|quot;|#10;)/)
}

test('a JUnit report is XML whatever the texts hold, and counts what failed', () => {
  const xml = junitReport(verdict, false)
  assertWellFormed(xml)
  assert.match(xml, /<testsuites name="chatctl doctor" tests="4" failures="1" errors="0" skipped="1">/)
  assert.match(junitReport(verdict, true), /<testsuites name="chatctl doctor" tests="4" failures="2"/)
})

test('a Nagios plugin answers in one line with performance data, and its exit code is the state', () => {
  const { text, exitCode } = nagiosAnswer(verdict)
  assert.equal(exitCode, 2)
  const [first = ''] = text.split('\n')
  assert.match(first, /^CHATCTL CRITICAL - config\/syntax: /)
  assert.equal(first.split('|').length, 2)
  assert.match(first, /\| pass=1 warn=1 fail=1 unknown=1 skipped=0$/)
  const nothing = verdictOf(
    runChecks(
      [defineCheck({ id: 'host/file-max', guide, needs: ['kernel'], judge: () => [] })],
      facts({ kernel: notSeen('denied') }),
    ),
  )
  assert.equal(nagiosAnswer(nothing).exitCode, 3)
  const counts = { pass: 3, warn: 0, fail: 0, unknown: 50, skipped: 0 }
  const partly = nagiosAnswer({ ...nothing, outcome: 'pass', counts, causes: [] })
  assert.match(partly.text, /^CHATCTL OK - 3 checks passed, 50 could not be judged \|/)
})

test('metrics are one sample a check and a count of each outcome', () => {
  const text = prometheusText(verdict, { at: 1_700_000_000_000, ms: 321 })
  assert.match(text, /^chatctl_check_state\{check="config\/syntax",theme="config"\} 2$/m)
  assert.match(text, /^chatctl_checks\{outcome="unknown"\} 1$/m)
  assert.match(text, /^chatctl_doctor_duration_seconds 0\.321$/m)
  for (const line of text.trimEnd().split('\n'))
    assert.match(line, /^(?:# (?:HELP|TYPE) |[a-z_]+(?:\{[^}]*\})? [\d.]+$)/)
})

test('an acknowledged finding is shown and counts for nothing until it expires', () => {
  const known = [
    {
      check: 'config/syntax' as const,
      reason: 'known',
      by: 'me',
      at: '2026-01-01T00:00:00Z',
      until: '2026-02-01T00:00:00Z',
    },
  ]
  const during = verdictOf(acknowledge(results, known, Date.parse('2026-01-15T00:00:00Z')))
  assert.equal(during.outcome, 'warn')
  assert.deepEqual(during.causes, ['host/load-high'])
  assert.equal(during.counts.fail, 1)
  assert.deepEqual(during.results[0]?.acknowledged, {
    reason: 'known',
    by: 'me',
    until: '2026-02-01T00:00:00Z',
  })
  assert.equal(verdictOf(acknowledge(results, known, Date.parse('2026-02-02T00:00:00Z'))).outcome, 'fail')
})

test('what only an acknowledged finding explains shows by itself', () => {
  const both = runChecks(
    [
      defineCheck({
        id: 'config/syntax',
        guide,
        needs: [],
        clears: ['service/failed'],
        judge: () => [finding('error')],
      }),
      defineCheck({ id: 'service/failed', guide, needs: [], judge: () => [finding('error')] }),
    ],
    facts(),
  )
  assert.deepEqual(verdictOf(both).causes, ['config/syntax'])
  const known = {
    check: 'config/syntax' as const,
    reason: 'r',
    by: 'me',
    at: '2026-01-01',
    until: '2026-02-01',
  }
  assert.deepEqual(verdictOf(acknowledge(both, [known], Date.parse('2026-01-15'))).causes, ['service/failed'])
})
