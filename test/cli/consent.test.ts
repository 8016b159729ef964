import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { covers, takeConsent } from '../../src/cli/consent.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { runCommand } from '../commands/run-command.ts'

test('--yes=destructive is a bare --yes that goes further', () => {
  assert.deepEqual(takeConsent(['1', '--yes=destructive', '-v']), {
    argv: ['1', '--yes', '-v'],
    everything: true,
  })
  assert.deepEqual(takeConsent(['--yes', '-y']), { argv: ['--yes', '-y'], everything: false })
  assert.deepEqual(takeConsent(['--', '--yes=nonsense']), {
    argv: ['--', '--yes=nonsense'],
    everything: false,
  })
})

test('a bare --yes covers what is safe, and nothing else', () => {
  const risks = ['safe', 'interrupts-users', 'destructive'] as const
  const covered = (consent: Parameters<typeof covers>[0]) => risks.filter((risk) => covers(consent, risk))
  assert.deepEqual(covered('nothing'), [])
  assert.deepEqual(covered('safe'), ['safe'])
  assert.deepEqual(covered('everything'), [...risks])
})

test('another word after --yes= is refused before anything is done', async () => {
  assert.throws(
    () => takeConsent(['--yes=please']),
    (error) => error instanceof ChatctlError && error.id === 'cli/unknown-yes',
  )
  const { code, stderr, stdout } = await runCommand(tmpdir(), ['ban', '10.0.0.1', '--yes=please'])
  assert.equal(code, 2)
  assert.match(stderr, /--yes=please/)
  assert.equal(stdout, '')
})
