import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { NAMES } from '../../src/explain/names.ts'
import { systemdCatalogue } from '../../src/explain/systemd-catalogue.ts'
import { createLog } from '../../src/logging/create-log.ts'
import { type Journal, journalHere } from '../../src/logging/journal/journal.ts'
import { messageIdOf } from '../../src/logging/journal/message-id.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** A log with a journal that notes what it gets; `works` says whether it can send. */
function logWithJournal(file: string | null, works: boolean) {
  const sent: string[] = []
  const printed: string[] = []
  const journal: Journal = {
    send({ id }, onFailed) {
      sent.push(`${id}`)
      if (!works) onFailed?.()
    },
    sendNow({ id }) {
      sent.push(`${id} now`)
      return works
    },
  }
  const log = createLog({
    ...{ file, format: 'text', level: 'INFO', maxBytes: 0, backupCount: 0, journal },
    stderr: (text) => printed.push(text),
  })
  return { log, sent, printed }
}

test('the gravest events go to the journal too, the last one at once, and no others', (t) => {
  const { log, sent, printed } = logWithJournal(join(temporaryFolder(t), 'server.log'), true)
  log.event('chat/joined', { ip: '203.0.113.7' })
  log.event('log/recovered', { count: 3 })
  log.event('config/malformed', { error: 'line 3' })
  log.event('server/crash', { error: 'planted', path: '-' })
  log.close()
  assert.deepEqual(sent, ['log/recovered', 'config/malformed', 'server/crash now'])
  assert.deepEqual(printed, [])
})

test('a notice about the log that the journal cannot take goes to standard error', (t) => {
  const { log, printed } = logWithJournal(join(temporaryFolder(t), 'server.log'), false)
  log.event('log/recovered', { count: 3 })
  log.event('config/malformed', { error: 'line 3' })
  log.close()
  assert.equal(printed.length, 1)
  assert.match(printed[0] ?? '', /\[WARNING\] The log can be written again/)
})

test('a log that goes to standard error is in the journal already', () => {
  const { log, sent } = logWithJournal(null, true)
  log.event('config/malformed', { error: 'line 3' })
  log.close()
  assert.deepEqual(sent, [])
})

test('there is no journal where standard error does not go there', () => {
  assert.equal(journalHere({}), undefined)
  assert.equal(journalHere({ JOURNAL_STREAM: '' }), undefined)
  assert.equal(journalHere({ JOURNAL_STREAM: '1:1' }), undefined)
})

test('the catalogue has one entry per event and error, in the form that systemd reads', async () => {
  const known = NAMES.filter(({ kind }) => kind === 'event' || kind === 'error')
  for (const locale of ['en', 'zh-CN'] as const) {
    const catalogue = await systemdCatalogue(locale)
    const heads = [...catalogue.matchAll(/^-- ([0-9a-f]{32})\nSubject: .+\nDefined-By: chatctl\n\n\S/gm)].map(
      ([, id]) => id,
    )
    assert.equal(new Set(heads).size, known.length)
    for (const { kind, id } of known)
      assert.ok(heads.includes(messageIdOf(kind as 'event' | 'error', id)), id)
    assert.ok(!/^--(?! [0-9a-f]{32}$)/m.test(catalogue), 'no line of a text begins an entry')
    assert.ok(!/@\w+@/.test(catalogue), 'no text asks for a field')
  }
})

test('a MESSAGE_ID is permanent', () => {
  assert.equal(messageIdOf('error', 'server/address-in-use'), '54534c76abaf895f833124e9f5c02350')
  assert.notEqual(messageIdOf('event', 'config/unusable'), messageIdOf('error', 'config/unusable'))
})
