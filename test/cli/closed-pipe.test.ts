import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'

const PROGRAM = resolve(import.meta.dirname, '../../bin/dev.js')

for (const words of ['--help', 'doctor --help', 'explain 4', 'doctor --list']) {
  test(`chatctl ${words} ends quietly when nobody reads it to its end`, async () => {
    const line = `("${process.execPath}" "${PROGRAM}" ${words}; echo "code $?" >&2) | true`
    const { stderr } = await promisify(execFile)('sh', ['-c', line], { timeout: 30_000 })
    assert.equal(stderr, 'code 0\n')
  })
}
