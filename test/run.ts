// Runs every *.test.ts with Node's own test runner, straight from the TypeScript sources; programs that they start are the
// built ones, as users get them. Fails where CI skipped a test, and where a temporary file or folder was left behind.
import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Of npm, which some tests run: it keeps its compiled code among the temporary files. */
const FOREIGN = ['node-compile-cache']
/** Of programs that remember something, where a test has no folder for that: else it would be kept at whoever runs the tests. */
const STATE = 'state'

const only = process.argv.slice(2)
const files = only.length > 0 ? only : globSync('test/**/*.test.ts').sort()
const flags = [
  '--test',
  '--test-timeout=180000',
  '--test-concurrency=2',
  '--disable-warning=ExperimentalWarning',
]
const built = resolve('bin/run.js')
// For everybody, as /tmp is: some programs are started as another user.
const temporary = mkdtempSync(join(tmpdir(), 'chatctl-'))
chmodSync(temporary, 0o1777)
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))
// Ctrl+C goes to the tests too, and they are waited for.
process.on('SIGINT', () => {})

const child = spawn(process.execPath, [...flags, ...files], {
  env: { ...process.env, CHATCTL_BIN: built, TMPDIR: temporary, XDG_STATE_HOME: join(temporary, STATE) },
  stdio: ['ignore', 'pipe', 'inherit'],
})

let tail = ''
child.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  tail = (tail + chunk.toString()).slice(-4096)
})
child.on('close', (code) => {
  process.exitCode = code ?? 1
  const skipped = Number(/^ℹ skipped (\d+)|^# skipped (\d+)/m.exec(tail)?.slice(1).find(Boolean) ?? 0)
  if (skipped > 0 && process.env.CHATCTL_CI) {
    console.error(`${skipped} tests were skipped where all of them must run`)
    process.exitCode = 1
  }
  const left = readdirSync(temporary).filter((name) => ![...FOREIGN, STATE].includes(name))
  if (left.length > 0) {
    const inside = left.flatMap((name) => globSync(`${name}/**`, { cwd: temporary }))
    console.error(`left among the temporary files: ${inside.join(', ')}`)
    process.exitCode ||= 1
  }
})
