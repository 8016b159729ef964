import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runChatctl, scratchFolder } from '../helpers/chatctl.ts'

test('an error that quotes what was typed cannot move the cursor', async () => {
  using folder = scratchFolder()
  for (const args of [
    ['backup', 'verify', 'a\u001b[2Jb\u202e'],
    ['users', '--a\u001b[2J'],
    ['a\u001b[2J'],
    ['report', '--from', 'a\u001b[2J'],
  ]) {
    const { code, stderr } = await runChatctl(folder.path, args)
    assert.notEqual(code, 0)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    assert.doesNotMatch(stderr, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/, args.join(' '))
    assert.match(stderr, /a(?:\\x1b|\\u001b)\[2J/)
  }
})
