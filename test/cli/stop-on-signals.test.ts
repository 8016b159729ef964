import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { isAlive } from '../../src/store/process-start.ts'
import { eventually } from '../helpers/daemon.ts'

const source = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url))

/** Work with two children: one that ends with us by itself, one in a group of its own, which only we end. */
const WORK = `
import { execa } from 'execa'
import { stopOnSignals } from ${source('cli/stop-on-signals.ts')}
import { streamProgram } from ${source('host/stream-program.ts')}
const stop = stopOnSignals()
stop.signal.addEventListener('abort', () => console.log('stopping'))
const beside = execa('sleep', ['600'], { reject: false })
streamProgram(['sh', '-c', 'echo $$; exec sleep 600'], process.env).stdout.once('data', (text) => {
  console.log(beside.pid + ' ' + String(text).trim())
})
process.stdin.once('data', () => {
  stop.release()
  console.log('released')
})
`

async function working(t: TestContext) {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', WORK], {
    cwd: new URL('../..', import.meta.url),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  const line = async () => String((await lines.next()).value)
  const children = (await line()).split(' ').map(Number)
  t.after(() => {
    for (const pid of children) if (isAlive(pid, null)) process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
  })
  assert.ok(children.length === 2 && children.every((pid) => isAlive(pid, null)), String(children))
  return { child, ended, line, children }
}

for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`the first ${name} only asks, the second ends the program and its children at once`, async (t) => {
    const { child, ended, line, children } = await working(t)
    child.kill(name)
    assert.equal(await line(), 'stopping')
    assert.ok(children.every((pid) => isAlive(pid, null)))
    child.kill(name)
    assert.deepEqual(await ended, [code, null])
    await eventually(
      () => !children.some((pid) => isAlive(pid, null)) || undefined,
      'the end of the children',
    )
  })
}

test('after the work a signal does what it does to any program', async (t) => {
  const { child, ended, line } = await working(t)
  child.stdin?.write('\n')
  assert.equal(await line(), 'released')
  child.kill('SIGINT')
  assert.deepEqual(await ended, [null, 'SIGINT'])
})
