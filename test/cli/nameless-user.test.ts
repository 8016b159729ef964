import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { PROGRAM } from '../helpers/program.ts'

const NAMELESS = 54_321

test('a user id without a name, a shell and a home, as in a container, can ask everything', {
  skip: process.getuid?.() === 0 ? false : 'only root can become another user',
}, async () => {
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }
  for (const words of [
    ['--help'],
    ['explain', '4'],
    ['doctor', 'storage', '--json', '--unit', 'no-such-unit'],
  ]) {
    const argv = [
      `--reuid=${NAMELESS}`,
      `--regid=${NAMELESS}`,
      '--clear-groups',
      '--',
      process.execPath,
      PROGRAM,
    ]
    const options = { env, cwd: '/', timeout: 60_000 }
    const { stdout, stderr } = await promisify(execFile)('setpriv', [...argv, ...words], options).catch(
      // What doctor finds on this machine is no matter here.
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    assert.equal(stderr, '', words.join(' '))
    assert.match(stdout, /[a-z]/, words.join(' '))
  }
})
