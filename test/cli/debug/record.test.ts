import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { type RecordOptions, record } from '../../../src/cli/debug/record.ts'
import type { ControlClient } from '../../../src/control/client.ts'
import type { DebugPlan } from '../../../src/control/methods.ts'
import { ChatctlError } from '../../../src/errors/chatctl-error.ts'

const MIB = 1024 * 1024
const PLAN: DebugPlan = {
  kind: 'heap',
  folder: '/data/debug',
  freeBytes: 100 * MIB,
  needBytes: 50 * MIB,
  pauseMs: 2400,
  needMemoryBytes: 20 * MIB,
  freeMemoryBytes: 1000 * MIB,
  clients: 7,
}

/** What the server is asked, and what it answers. */
function server(answers: Record<string, unknown>) {
  const asked: string[] = []
  const call = async (method: string) => {
    asked.push(method)
    const answer = answers[method]
    if (answer instanceof Error) throw answer
    return answer
  }
  return { asked, control: { call, socket: '/run/control.sock' } as unknown as ControlClient }
}

function options(control: ControlClient, notes: string[], more: Partial<RecordOptions> = {}): RecordOptions {
  const asking = { input: new PassThrough(), output: new PassThrough(), isTerminal: false }
  const screen = new PassThrough() as unknown as NodeJS.WriteStream
  const note = (text: string) => notes.push(text)
  return {
    server: control,
    kind: 'heap',
    seconds: 0,
    out: undefined,
    yes: true,
    asking,
    note,
    screen,
    ...more,
  }
}

test('without room on the disk nothing is begun', async () => {
  const { asked, control } = server({ 'debug-plan': { ...PLAN, freeBytes: 49 * MIB } })
  await assert.rejects(record(options(control, [])), {
    id: 'debug/no-space',
    values: { folder: '/data/debug', free: '49.0 MiB', need: '50.0 MiB' },
  })
  assert.deepEqual(asked, ['debug-plan'])
})

test('users are not made to wait without a yes; the answer says how many, and how long', async () => {
  const { asked, control } = server({ 'debug-plan': PLAN })
  const notes: string[] = []
  await assert.rejects(record(options(control, notes, { yes: false })), (error: ChatctlError) => {
    assert.equal(error.id, 'cli/needs-yes')
    assert.match(error.message, /about 3 s, 7 connections wait/)
    return true
  })
  assert.deepEqual(asked, ['debug-plan'])
  assert.match(notes.join('\n'), /passwords that were typed lately/)
})

test('little memory is warned of, as a snapshot can cost the server its life', async () => {
  const job = { kind: 'heap', path: '/data/debug/a', state: 'done', bytes: 5, pauseMs: 9, code: null }
  const answers = { 'debug-start': job, 'debug-state': { job } }
  const tight = server({ ...answers, 'debug-plan': { ...PLAN, freeMemoryBytes: 25 * MIB } })
  const notes: string[] = []
  await record(options(tight.control, notes))
  assert.match(notes.join('\n'), /only 25\.0 MiB are free/)
  const ample = server({ ...answers, 'debug-plan': PLAN })
  const quiet: string[] = []
  assert.deepEqual(await record(options(ample.control, quiet)), {
    kind: 'heap',
    path: '/data/debug/a',
    bytes: 5,
    pauseMs: 9,
  })
  assert.doesNotMatch(quiet.join('\n'), /Careful/)
})

test('a server that ended, or was started anew meanwhile, or could not write, is told as what it is', async () => {
  const job = { kind: 'heap', path: '/data/debug/a', state: 'running', bytes: 0, pauseMs: 0, code: null }
  const begun = { 'debug-plan': PLAN, 'debug-start': job }
  const ends = [
    [new ChatctlError('control/not-running'), 'debug/server-gone'],
    [{ job: null }, 'debug/server-gone'],
    [{ job: { ...job, path: '/data/debug/b' } }, 'debug/server-gone'],
    [{ job: { ...job, state: 'failed', code: 'ENOSPC' } }, 'debug/not-written'],
  ] as const
  for (const [state, id] of ends) {
    const { control } = server({ ...begun, 'debug-state': state })
    await assert.rejects(record(options(control, [])), { id })
  }
})
