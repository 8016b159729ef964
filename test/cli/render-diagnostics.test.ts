import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { renderDiagnostics } from '../../src/cli/render-diagnostics.ts'
import { diagnose } from '../../src/config/diagnose.ts'
import { cells } from '../../src/config/show.ts'
import { useLocale } from '../../src/messages/both.ts'

const TEXT = `{
  "server": {
    "host": "0.0.0.0",
    "port": "3000",
    "max_conections": 40
  }
}
`
const rendered = (text: string, path: string | null = '/srv/chat/config.json') =>
  stripVTControlCharacters(renderDiagnostics(diagnose(text).diagnostics, path))

test('a finding has its place, its id, the lines with marks, what was expected and what was meant', () => {
  useLocale('en')
  assert.equal(
    rendered(TEXT),
    `config.json:4:13 error [config/wrong-type]
  "server.port" is the text "3000".
  3 |     "host": "0.0.0.0",
  4 |     "port": "3000",
    |             ^^^^^^
  5 |     "max_conections": 40
  expected: a whole number from 0 to 65535
  Write it without quotes: "port": 3000
config.json:5:5 warning [config/unknown-key]
  "server.max_conections" is no setting; it has no effect.
  4 |     "port": "3000",
  5 |     "max_conections": 40
    |     ^^^^^^^^^^^^^^^^
  6 |   }
  Did you mean "max_connections"?
errors: 1, warnings: 1
`,
  )
})

test('no finding at all is said in one line, or in none where there is no file', () => {
  useLocale('en')
  assert.equal(rendered('{}'), '/srv/chat/config.json: no errors, warnings: 0\n')
  assert.equal(rendered('{}', null), '')
})

test('no line is wider than 80 columns, in either language, whatever the file holds', (t) => {
  t.after(() => useLocale('en'))
  const long = '这是很长的一行'.repeat(40)
  const texts = [
    `{"server": {"host": "${long}", "port": "${long}", "${long}": 1, "motd": 1}, "data": []}`,
    TEXT.replace('"3000"', '"3000", "tls": true').replace('max_conections', 'admin'),
    '['.repeat(500),
  ]
  for (const locale of ['en', 'zh-CN'] as const) {
    useLocale(locale)
    for (const line of texts.flatMap((text) => rendered(text).split('\n'))) {
      assert.ok(cells(line) <= 80, line)
    }
  }
})

test('marks stand below wide characters', () => {
  useLocale('en')
  const [, , line = '', marks = ''] = rendered('{"logging": {"file": "日志", "level": "大声"}}').split('\n')
  assert.equal(cells(line.slice(0, line.indexOf('"大声"'))), marks.indexOf('^'))
  assert.equal(marks.match(/\^+/)?.[0].length, cells('"大声"'))
})

test('a path with line breaks and escapes moves no cursor and begins no line', () => {
  const path = '/srv/a\n\x1b[31mERROR b\n/con\x1b]0;x\x07fig.json'
  const places = { line: 0, column: 0, offset: 0, frame: [] }
  const denied = {
    ...places,
    severity: 'error' as const,
    id: 'config/unreadable' as const,
    key: '',
    message: { key: 'config.denied' as const, values: { path } },
    hint: { key: 'config.looked' as const, values: { paths: path } },
  }
  for (const shown of [
    rendered('{}', path),
    rendered('{"bad": 1}', path),
    renderDiagnostics([denied], path),
  ]) {
    const plain = stripVTControlCharacters(shown)
    assert.doesNotMatch(plain, /^ERROR b/m)
    assert.ok(!plain.includes('\u0007') && !plain.includes('\u001b'))
  }
})
