import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERRORS } from '../src/errors/ids.ts'
import { en } from '../src/messages/en/index.ts'
import { zhCN } from '../src/messages/zh-CN/index.ts'

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
