// Runs every *.test.ts with Node's own test runner, straight from the TypeScript sources; programs that they start are the
// built ones, as users get them. Fails where CI skipped a test.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { resolve } from 'node:path'

const only = process.argv.slice(2)
const files = only.length > 0 ? only : globSync('test/**/*.test.ts').sort()
const flags = [
  '--test',
  '--test-timeout=180000',
  '--test-concurrency=2',
  '--disable-warning=ExperimentalWarning',
]
const built = resolve('bin/run.js')
const child = spawn(process.execPath, [...flags, ...files], {
  env: { ...process.env, CHATCTL_BIN: built },
  stdio: ['ignore', 'pipe', 'inherit'],
})

let tail = ''
child.stdout.on('data', (chunk: Buffer) => {
  process.stdout.write(chunk)
  tail = (tail + chunk.toString()).slice(-4096)
})
child.on('close', (code) => {
  const skipped = Number(/^ℹ skipped (\d+)|^# skipped (\d+)/m.exec(tail)?.slice(1).find(Boolean) ?? 0)
  if (skipped > 0 && process.env.CHATCTL_CI) {
    console.error(`${skipped} tests were skipped where all of them must run`)
    process.exitCode = 1
    return
  }
  process.exitCode = code ?? 1
})
