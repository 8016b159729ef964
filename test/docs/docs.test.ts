import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { useLocale } from '../../src/messages/index.ts'
import { referencePages, settingsWithoutMatch } from './reference.ts'

useLocale('en')

test('the reference pages are what the code says (else: npm run docs)', async () => {
  for (const [path, content] of await referencePages())
    assert.equal(readFileSync(path, 'utf8'), content, path)
})

test('every setting has a description, and nothing else has', () => {
  assert.deepEqual(settingsWithoutMatch(), [])
})

test('links between the pages lead somewhere', () => {
  const broken = ['README.md', ...globSync('docs/**/*.md')].flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !existsSync(join(dirname(page), target)))
      .map((target) => `${page} -> ${target}`),
  )
  assert.deepEqual(broken, [])
})
