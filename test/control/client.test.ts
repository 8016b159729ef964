import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ControlClient, connectControl } from '../../src/control/client.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { scratchFolder } from '../helpers/chatctl.ts'
import { eventSource, serveControl, until } from './fake-operations.ts'

const withId = (id: string) => (error: unknown) => {
  assert.ok(error instanceof ChatctlError, String(error))
  assert.equal(error.id, id)
  return true
}

/** A server that takes connections and does nothing of its own. */
async function silentServer(t: TestContext, path: string) {
  const server = createServer().listen(path)
  const sockets = new Set<import('node:net').Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return server
}

test('a call brings its params to the daemon and the result back', async () => {
  const seen: unknown[] = []
  await using server = await serveControl({
    gmute: (params) => {
      seen.push(params)
      return { on: params.on, changed: true }
    },
  })
  const client = new ControlClient(server.path)
  assert.deepEqual(await client.call('gmute', { on: true, by: '管理员' }), { on: true, changed: true })
  assert.deepEqual(seen, [{ on: true, by: '管理员' }])
})

test('200 calls at once are all answered, each with its own result', async () => {
  await using server = await serveControl()
  const client = new ControlClient(server.path)
  const lengths = Array.from({ length: 200 }, (_, i) => i + 1)
  const answers = await Promise.all(lengths.map((n) => client.call('say', { text: 'x'.repeat(n) })))
  assert.deepEqual(
    answers.map(({ receivers }) => receivers),
    lengths,
  )
})

test("the daemon's own errors keep their id and are told in the reader's words", async () => {
  await using server = await serveControl({
    ban: () => {
      throw new ChatctlError('sanctions/not-an-address', { text: 'nobody' })
    },
  })
  const client = new ControlClient(server.path)
  await assert.rejects(client.call('ban', { address: 'nobody' }), (error) => {
    withId('sanctions/not-an-address')(error)
    assert.match((error as Error).message, /nobody/)
    return true
  })
})

test("a newer daemon's unknown error keeps its text and its fix", async (t) => {
  using folder = scratchFolder()
  const path = join(folder.path, 's')
  const server = await silentServer(t, path)
  const body = JSON.stringify({ error: { id: 'moon/full', message: 'the moon is full', fix: 'wait' } })
  server.on('connection', (socket) => {
    socket.end(`HTTP/1.1 409 Conflict\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
  })
  await assert.rejects(new ControlClient(path).call('status', {}), (error) => {
    withId('control/server-error')(error)
    assert.equal((error as ChatctlError).message, 'the moon is full [moon/full]')
    assert.equal((error as ChatctlError).fix, 'wait')
    return true
  })
})

test('a bug of the daemon reaches the caller as internal/unexpected and is reported in the daemon', async () => {
  const bugs: unknown[] = []
  await using server = await serveControl(
    {},
    { onBug: (error, method) => bugs.push([method, String(error)]) },
  )
  await assert.rejects(new ControlClient(server.path).call('reload', {}), withId('internal/unexpected'))
  assert.deepEqual(bugs, [['reload', 'Error: reload is not faked']])
})

test('no socket, and a socket that nobody serves, mean not running', async () => {
  using folder = scratchFolder()
  const client = new ControlClient(join(folder.path, 'none'))
  await assert.rejects(client.call('status', {}), withId('control/not-running'))
})

test('a server that accepts and never answers is given up on after the time limit', async (t) => {
  using folder = scratchFolder()
  const path = join(folder.path, 's')
  await silentServer(t, path)
  await assert.rejects(
    new ControlClient(path).call('status', {}, { timeoutMs: 50 }),
    withId('control/no-answer'),
  )
})

test('calls that wait behind hanging ones are given up on as well', async (t) => {
  using folder = scratchFolder()
  const path = join(folder.path, 's')
  await silentServer(t, path)
  const client = new ControlClient(path)
  const calls = Array.from({ length: 30 }, () => client.call('status', {}, { timeoutMs: 50 }))
  for (const { status, reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
    assert.equal(status, 'rejected')
    withId('control/no-answer')(reason)
  }
})

test('a server that hangs up without an answer has cut the call off', async (t) => {
  using folder = scratchFolder()
  const path = join(folder.path, 's')
  const server = await silentServer(t, path)
  server.on('connection', (socket) => socket.once('data', () => socket.destroy()))
  await assert.rejects(new ControlClient(path).call('status', {}), withId('control/cut-off'))
})

test('a call that the server did not get to in time was not done, and that is said', async (t) => {
  const said: string[] = []
  await using server = await serveControl(
    { say: ({ text }) => ({ receivers: said.push(text) }) },
    { limits: { headMs: 20 } },
  )
  using folder = scratchFolder()
  const path = join(folder.path, 'half')
  // A standstill as the server's clock sees it: the connection is there, its request is not.
  const between = await silentServer(t, path)
  between.on('connection', (caller) => {
    const callee = connect(server.path)
    caller.once('data', (request) => callee.write(request.subarray(0, 10)))
    callee.pipe(caller)
    callee.on('error', () => caller.destroy())
    caller.on('close', () => callee.destroy())
  })
  await assert.rejects(new ControlClient(path).call('say', { text: 'hello' }), (error) => {
    withId('control/not-taken')(error)
    assert.match((error as ChatctlError).message, /stood still.*nothing of it was done/)
    return true
  })
  assert.deepEqual(said, [])
})

test('an error that another program answers with is none of ours, and never an empty message', async (t) => {
  using folder = scratchFolder()
  const path = join(folder.path, 's')
  const server = await silentServer(t, path)
  const body = JSON.stringify({ error: 'Bad Request', message: 'no', statusCode: 400 })
  server.on('connection', (socket) => {
    socket.end(
      `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
  })
  await assert.rejects(new ControlClient(path).call('status', {}), withId('control/cut-off'))
})

test('an answer that is no answer of ours is an error and no result', async (t) => {
  using folder = scratchFolder()
  const path = join(folder.path, 's')
  const server = await silentServer(t, path)
  server.on('connection', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n42'))
  await assert.rejects(new ControlClient(path).call('status', {}), withId('control/cut-off'))
})

test('an aborted call rejects with the reason, while the daemon still works on it', async () => {
  const begun = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  await using server = await serveControl({
    save: async () => {
      begun.resolve()
      await finish.promise
      return {}
    },
  })
  const client = new ControlClient(server.path)
  const abort = new AbortController()
  const call = client.call('save', {}, { signal: abort.signal })
  await begun.promise
  abort.abort(new Error('enough'))
  await assert.rejects(call, /enough/)
  finish.resolve()
  assert.equal((await client.call('hello', {})).pid, process.pid)
})

test('a signal that was aborted before rejects at once', async () => {
  await using server = await serveControl()
  const signal = AbortSignal.abort(new Error('too late'))
  await assert.rejects(new ControlClient(server.path).call('hello', {}, { signal }), /too late/)
})

test('a follower gets the events in order and leaves by ending its loop', async () => {
  const source = eventSource()
  await using server = await serveControl({ follow: source.follow })
  const messages: string[] = []
  const stream = new ControlClient(server.path).stream('events', { level: 'warning' })
  const first = stream.next()
  await until(() => source.listeners.size === 1)
  for (const word of ['一', 'two', 'three\nfour']) source.emit(word)
  messages.push((await first).value?.message ?? '')
  for await (const { message } of stream) {
    messages.push(message)
    if (messages.length === 3) break
  }
  assert.deepEqual(messages, ['一', 'two', 'three\nfour'])
  assert.deepEqual(source.levels, ['WARNING'])
  await until(() => source.listeners.size === 0)
})

test('an abort ends a stream quietly', async () => {
  const source = eventSource()
  await using server = await serveControl({ follow: source.follow })
  const abort = new AbortController()
  const stream = new ControlClient(server.path).stream('events', {}, abort.signal)
  const next = stream.next()
  await until(() => source.listeners.size === 1)
  abort.abort()
  assert.deepEqual(await next, { done: true, value: undefined })
})

test('a daemon that shuts down ends its streams quietly', async () => {
  const source = eventSource()
  await using server = await serveControl({ follow: source.follow })
  const stream = new ControlClient(server.path).stream('events', {})
  const next = stream.next()
  await until(() => source.listeners.size === 1)
  await server.close()
  assert.deepEqual(await next, { done: true, value: undefined })
})

test('a level that does not exist is refused before the stream begins', async () => {
  await using server = await serveControl({ follow: eventSource().follow })
  const stream = new ControlClient(server.path).stream('events', { level: 'LOUD' })
  await assert.rejects(stream.next(), withId('control/bad-params'))
})

test('a daemon of another contract version is named, not guessed at', async () => {
  await using server = await serveControl({ hello: () => ({ version: 99, server: '9.9.9', pid: 1 }) })
  const found = { state: 'running', socket: server.path, instance: null } as const
  await assert.rejects(connectControl(found), (error) => {
    withId('control/version')(error)
    assert.match((error as Error).message, /9\.9\.9.*99.*1/)
    return true
  })
})

test('connecting to what was not found says why', async () => {
  const socket = '/run/x.sock'
  const cases = [
    ['control/not-running', { state: 'down' }],
    ['control/died', { state: 'stale', pid: 7 }],
    ['control/denied', { state: 'denied', path: socket, needs: 'root' }],
    ['control/several', { state: 'several', sockets: [socket] }],
    ['control/unreachable', { state: 'unreachable', pid: 7, socket, busy: false }],
    ['control/no-answer', { state: 'unreachable', pid: 7, socket, busy: true }],
  ] as const
  for (const [id, found] of cases) await assert.rejects(connectControl(found), withId(id))
})
