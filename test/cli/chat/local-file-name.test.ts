import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localFileName, numbered } from '../../../src/cli/chat/local-file-name.ts'

for (const [offered, saved] of [
  ['report.pdf', 'report.pdf'],
  ['年度 报告.pdf', '年度 报告.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['/etc/cron.d/x', 'x'],
  ['..\\..\\evil.txt', 'evil.txt'],
  ['.profile', '_profile'],
  ['..bashrc', 'bashrc'],
  ['-rf', '_rf'],
  ['~root', '_root'],
  ['a\u202etxt.exe', 'atxt.exe'],
  ['a\nb\u001b[2J.txt', 'ab[2J.txt'],
  ['con.txt', '_con.txt'],
  ['LPT1', '_LPT1'],
  ['name. . ', 'name'],
  ['', 'file'],
  ['..', 'file'],
  ['...', 'file'],
  ['///', 'file'],
] as const) {
  test(`a file called ${JSON.stringify(offered)} is saved as ${saved}`, () => {
    assert.equal(localFileName(offered), saved)
  })
}

test('long names keep their extension and fit into every file system, with a number too', () => {
  const name = localFileName(`${'界'.repeat(500)}.pdf`)
  assert.ok(name.endsWith('界.pdf'))
  assert.ok(Buffer.byteLength(numbered(name, 1000)) <= 255)
})

test('no name leads out of the folder, is hidden, or looks like an option', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (offered) => {
      const name = localFileName(offered)
      assert.doesNotMatch(name, /[/\\\0:]|^[.~-]|^$/)
      assert.ok(Buffer.byteLength(name) <= 255)
    }),
    { numRuns: 3000 },
  )
})

test('numbers go before the extension', () => {
  assert.equal(numbered('a.b.txt', 2), 'a.b (2).txt')
  assert.equal(numbered('README', 3), 'README (3)')
})
