import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { CHECK_IDS, THEMES } from '../../src/doctor/check-ids.ts'
import { explanation } from '../../src/explain/explanation.ts'
import { NAMES } from '../../src/explain/names.ts'
import type { TopicId } from '../../src/messages/topic-texts.ts'
import { topicTexts } from '../../src/messages/topic-texts.ts'

const texts = await topicTexts('en')
const all = (Object.keys(texts) as TopicId[]).map((topic) => explanation(topic, texts))
const commands = all.flatMap(({ steps }) => steps.flatMap((step) => step.commands))

test('every command of chatctl that is advised exists', () => {
  const known = new Set([
    ...globSync('commands/**/*.ts').map((path) =>
      path.slice('commands/'.length, -'.ts'.length).replace('/index', '').replaceAll('/', ' '),
    ),
  ])
  const used = commands.flatMap((command) =>
    [...command.matchAll(/(?<!=)\bchatctl ([a-z]+)(?: ([a-z]+))?/g)].map(([, first = '', second]) =>
      // The second word is part of the name, or an argument.
      known.has(first) ? first : `${first} ${second}`,
    ),
  )
  assert.ok(used.length > 100)
  assert.deepEqual(
    [...new Set(used)].filter((command) => !known.has(command)),
    [],
  )
})

test('what doctor is to look at exists: a theme, a check or a problem of the guide', () => {
  const asked = commands.flatMap((command) => (/^chatctl doctor ?(.*)$/.exec(command)?.[1] ?? '').split(' '))
  const known: readonly string[] = [
    ...CHECK_IDS,
    ...THEMES,
    ...Array.from({ length: 11 }, (_, at) => String(at + 1)),
  ]
  assert.deepEqual(
    asked.filter((word) => word !== '' && !word.startsWith('--') && !known.includes(word)),
    [],
  )
})

/** What somebody typed, one client met, or a code alone says is nothing that a look at the server could prove. */
const UNPROVED = [
  ...[
    'terminated',
    'interrupted',
    'hang-up',
    'broken-pipe',
    'shutting-down',
    'doctor-could-not-run',
    'config-reloaded',
    'config-not-changed',
    'password-not-changed',
    'bundle-damaged',
    'report-not-written',
    'report-withheld',
    'backup-at-work',
    'backup-usage',
    'monitor-usage',
  ],
  ...[
    'control-denied',
    'control-protocol',
    'console-command-wrong',
    'confirmation-needed',
    'target-not-clear',
  ],
  ...[
    'value-not-understood',
    'unknown-command',
    'stress-test',
    'debugging',
    'recording',
    'name-not-resolved',
    'text-cut',
    'renamed',
    'not-delivered',
  ],
  ...['no-systemd', 'installation-refused', 'installation-undone'],
  // What a migration met is proved on the machine where it ran.
  ...['migration-refused', 'migration-undone'],
  ...['file-gone', 'other-errno', 'other-signal', 'other-exit-code'],
]

test('every trouble of the server has a check that proves it', () => {
  const unproved = all.filter(({ why, checks }) => why.length > 0 && checks.length === 0)
  assert.deepEqual(unproved.map(({ topic }) => topic as string).sort(), [...UNPROVED].sort())
})

test('of several checks the one that was asked for comes first', () => {
  const [name] = NAMES.filter(({ id }) => id === 'storage/inodes-full')
  assert.ok(name !== undefined)
  assert.equal(explanation(name.topic, texts, [name]).checks[0], 'storage/inodes-full')
})

test('everything is reached by some name or sentence, and what it points to exists', () => {
  for (const { topic, related, means } of all) {
    assert.ok(NAMES.some((name) => name.topic === topic))
    for (const other of related) assert.notEqual(other.topic, topic)
    assert.ok(means.length < 400, topic)
  }
})
