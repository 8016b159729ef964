import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { shellWord } from '../../src/doctor/commands.ts'

test('a word comes out of a shell as it went in, and nothing of it reaches the terminal unseen', () => {
  for (const word of [
    'plain/path.json',
    'a b',
    "it's $HOME `id` \\n",
    '',
    '\u001b[2J',
    "\u001b]0;x\u0007'\\",
    'a\nb\tc',
    '\u202eabc\u200b',
    '\u{e0041}',
    '聊天 室',
  ]) {
    const shown = shellWord(word)
    assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u)
    const back = execFileSync('bash', ['--norc', '-c', `printf %s ${shown}`], {
      env: { LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    assert.equal(back.toString(), word)
  }
})
