import assert from 'node:assert/strict'
import { renderDiagnostics } from '../../../../src/cli/render-diagnostics.ts'
import { diagnose } from '../../../../src/config/diagnose.ts'
import type { Diagnostic } from '../../../../src/config/diagnostic.ts'
import { withoutSecrets } from '../../../../src/config/secrets.ts'
import { expectPrintable } from '../report/printable.ts'
import { isWhereSecretsAre, SECRET } from './secret.ts'

/** What is found in a config.json stands where it says, can be shown on any terminal, and shows no password. */
export function judgeFindings(bytes: Buffer): void {
  const { text, diagnostics, config } = diagnose(bytes)
  for (const one of diagnostics) assert.deepEqual(placeOf(one), placeIn(text, one), `place of ${one.id}`)
  const isSound = diagnostics.every(({ severity }) => severity !== 'error')
  assert.equal(config !== undefined, isSound, 'usable or not')
  const offsets = diagnostics.filter(({ line }) => line > 0).map(({ offset }) => offset)
  assert.deepEqual(
    offsets,
    offsets.toSorted((a, b) => a - b),
    'the order of the file',
  )
  const shown = renderDiagnostics(diagnostics, '/srv/config.json')
  expectPrintable(shown, 'the screen')
  if (isWhereSecretsAre(text)) {
    assert.ok(!shown.includes(SECRET), 'the screen shows the password')
    assert.ok(!JSON.stringify(diagnostics).includes(SECRET), 'JSON shows the password')
    assert.ok(!withoutSecrets(text).includes(SECRET), 'the masked text shows the password')
  }
}

const placeOf = ({ line, column, offset }: Diagnostic) => ({ line, column, offset })

/** Counted anew, character by character. */
function placeIn(text: string, { line, offset }: Diagnostic) {
  if (line === 0) return { line: 0, column: 0, offset: 0 }
  assert.ok(offset >= 0 && offset <= text.length, `offset ${offset} of ${text.length}`)
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  // Between the two halves of a line break there is no other line.
  if (text[offset - 1] === '\r' && text[offset] === '\n') lines.pop()
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1, offset }
}
