import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { shownCommands } from './commands.ts'
import { manPages } from './man-pages.ts'

const has = (program: string, flag: string) => spawnSync(program, [flag]).error === undefined
/** How groff may set bold and italics: a letter, a step back, and the letter again. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a step back is one
const OVERSTRUCK = /.\u0008/g
const pages = globSync('docs/man/*.1').sort()

test('there is a page for every command, none for another, and npm installs them all', async () => {
  const commands = await shownCommands()
  const wanted = [
    'docs/man/chatctl.1',
    ...commands.map(({ id }) => `docs/man/chatctl-${id.replaceAll(':', '-')}.1`),
  ]
  assert.deepEqual(pages, wanted.sort())
  const { man, files } = JSON.parse(readFileSync('package.json', 'utf8'))
  assert.deepEqual(man.map((path: string) => path.replace('./', '')).sort(), wanted)
  assert.ok(files.includes('docs/man'))
})

test('the pages are what the commands say (else: npm run docs)', async () => {
  for (const [path, content] of await manPages()) assert.equal(readFileSync(path, 'utf8'), content, path)
})

test('mandoc has nothing to object to', { skip: has('mandoc', '-h') ? false : 'needs mandoc' }, () => {
  const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', ...pages], { encoding: 'utf8' })
  assert.equal(stdout, '')
})

test('groff sets every page without a warning, with all flags and examples of its command', {
  skip: has('groff', '--version') ? false : 'needs groff',
}, async () => {
  for (const { id, flags, examples = [] } of await shownCommands()) {
    const path = `docs/man/chatctl-${id.replaceAll(':', '-')}.1`
    const asked = ['-man', '-ww', '-Tutf8', '-rLL=300n', path]
    const { stdout, stderr } = spawnSync('groff', asked, { encoding: 'utf8' })
    assert.equal(stderr, '', path)
    const shown = stripVTControlCharacters(stdout.replaceAll(OVERSTRUCK, ''))
    for (const { name } of Object.values(flags))
      assert.match(shown, new RegExp(`--(?:\\[no-\\])?${name}\\b`), path)
    for (const example of examples) {
      const line = String(typeof example === 'string' ? example : example.command)
      assert.ok(shown.includes(line.replaceAll('<%= config.bin %>', 'chatctl')), `${path}: ${line}`)
    }
  }
})
