import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { useLocale } from '../../src/messages/both.ts'
import { referencePages, settingsWithoutMatch } from './reference.ts'

useLocale('en')

test('the reference pages are what the code says (else: npm run docs)', async () => {
  for (const [path, content] of await referencePages())
    assert.equal(readFileSync(path, 'utf8'), content, path)
})

test('every setting has a description, and nothing else has', () => {
  assert.deepEqual(settingsWithoutMatch(), [])
})

test('links between the pages lead somewhere, down to the heading', () => {
  const broken = pages().flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)]
      .filter(([, path = '', anchor]) => {
        const target = path === '' ? page : join(dirname(page), path)
        return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor))
      })
      .map(([, path, anchor]) => `${page} -> ${path}#${anchor ?? ''}`),
  )
  assert.deepEqual(broken, [])
})

test('every page can be reached from the README', () => {
  const reached = new Set<string>()
  const follow = (page: string): void => {
    if (reached.has(page)) return
    reached.add(page)
    if (!page.endsWith('.md')) return
    for (const [, path = ''] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g))
      follow(join(dirname(page), path))
  }
  follow('README.md')
  assert.deepEqual(
    pages().filter((page) => !reached.has(page)),
    [],
  )
})

function pages(): string[] {
  return [...globSync('*.md'), ...globSync('docs/**/*.md')]
}

/** What a link can name of a page: its headings, as the sites that show Markdown write them. */
function anchorsOf(page: string): string[] {
  const headings = readFileSync(page, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .matchAll(/^#+ (.*)$/gm)
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}
