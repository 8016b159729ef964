import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { CHECK_IDS } from '../src/doctor/check-ids.ts'
import { ERRORS } from '../src/errors/ids.ts'
import { NAMES, type Name } from '../src/explain/names.ts'
import { LOG_EVENTS } from '../src/logging/events.ts'
import { en } from '../src/messages/en/index.ts'
import { type TopicId, type TopicText, topicTexts } from '../src/messages/topic-texts.ts'
import { zhCN } from '../src/messages/zh-CN/index.ts'
import { CONSOLE_TEXTS } from '../src/protocol/console-texts.ts'
import { TEXTS } from '../src/protocol/texts.ts'

function leaves(tree: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value)
    else for (const [below, text] of leaves(value as object, `${prefix}${key}.`)) found.set(below, text)
  }
  return found
}

const placeholders = (text: string) => [...new Set(text.match(/{{\w+}}/g))].sort()

test('the two catalogues have the same keys', () => {
  assert.deepEqual([...leaves(zhCN).keys()].sort(), [...leaves(en).keys()].sort())
})

test('a text and its translation are filled with the same values', () => {
  const chinese = leaves(zhCN)
  for (const [key, text] of leaves(en)) {
    assert.deepEqual(placeholders(chinese.get(key) ?? ''), placeholders(text), key)
  }
})

test('every error id has its texts, and no text is left without an error', () => {
  assert.deepEqual(Object.keys(en.errors).sort(), Object.keys(ERRORS).sort())
})

/** What is said of each topic of `explain`, by language. */
const topics = { en: await topicTexts('en'), zh: await topicTexts('zh-CN') }
const commandsOf = ({ do: steps }: TopicText) => steps.filter((line) => line.startsWith('$ '))

test('a topic says in both languages as many things, with the same commands', () => {
  assert.deepEqual(Object.keys(topics.zh).sort(), Object.keys(topics.en).sort())
  for (const [id, text] of Object.entries(topics.en)) {
    const chinese = topics.zh[id as TopicId]
    assert.deepEqual(commandsOf(chinese), commandsOf(text), id)
    assert.equal(chinese.do.length, text.do.length, id)
    assert.equal(chinese.why.length, text.why.length, id)
    for (const said of [text, chinese].flatMap(({ title, means, why, do: steps }) => [
      title,
      means,
      ...why,
      ...steps,
    ])) {
      assert.notEqual(said.trim(), '', id)
      assert.deepEqual(said.replaceAll(/\{\{(ip|port)\}\}/g, '').match(/[{}]{2}/), null, id)
    }
    assert.match(chinese.means + chinese.title, /\p{Script=Han}/u, id)
  }
})

test('every check, log event, error, finding and text has its topic in src/explain/topics, and only one', () => {
  const ids = (kind: Name['kind']) =>
    NAMES.filter((name) => name.kind === kind)
      .map(({ id }) => id)
      .sort()
  assert.deepEqual(ids('check'), [...CHECK_IDS].sort())
  assert.deepEqual(ids('event'), Object.keys(LOG_EVENTS).sort())
  assert.deepEqual(ids('error'), Object.keys(ERRORS).sort())
  assert.deepEqual(ids('text'), Object.keys(TEXTS).sort())
  assert.deepEqual(ids('console'), Object.keys(CONSOLE_TEXTS).sort())
  assert.deepEqual(ids('finding'), findingIds())
  for (const kind of ['errno', 'node', 'python', 'exit', 'signal', 'result', 'problem'] as const) {
    assert.deepEqual(ids(kind), [...new Set(ids(kind))], kind)
  }
})

/** The ids of the findings about a configuration: a type, so they are read where it is written. */
function findingIds(): string[] {
  const source = readFileSync(new URL('../src/config/diagnostic.ts', import.meta.url), 'utf8')
  return (source.match(/(?<=\| ')config\/[a-z-]+(?=')/g) ?? []).sort()
}
