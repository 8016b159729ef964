import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { open, readAll } from '../../src/control/exchange.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { scratchFolder } from '../helpers/chatctl.ts'

const noAnswer = (error: unknown) => error instanceof ChatctlError && error.id === 'control/no-answer'

/** A server that begins every answer with a chunk and leaves the rest to the test. */
async function beginner(t: TestContext) {
  const folder = scratchFolder()
  const socket = join(folder.path, 's')
  const connections: Socket[] = []
  const server = createServer((connection) => {
    connections.push(connection.on('error', () => {}))
    connection.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n')
  }).listen(socket)
  t.after(() => {
    for (const connection of connections) connection.destroy()
    server.close()
    folder[Symbol.dispose]()
  })
  await once(server, 'listening')
  return { connections, request: { socket, agent: false, path: '/' } as const }
}

test('the limit for the whole counts while an answer trickles in', async (t) => {
  const { request, connections } = await beginner(t)
  const drip = setInterval(() => connections[0]?.write('1\r\n.\r\n'), 5)
  t.after(() => clearInterval(drip))
  await assert.rejects(readAll({ ...request, limit: { totalMs: 60 } }), noAnswer)
})

test('the limit of silence ends a stream that has gone quiet', async (t) => {
  const { request } = await beginner(t)
  const chunks = (await open({ ...request, limit: { silenceMs: 600 } })).chunks()
  assert.equal((await chunks.next()).value, 'hi')
  await assert.rejects(chunks.next(), noAnswer)
})

test('a reader who takes his time is no silence of the server', async (t) => {
  const { request, connections } = await beginner(t)
  const chunks = (await open({ ...request, limit: { silenceMs: 600 } })).chunks()
  await chunks.next()
  await new Promise((resolve) => setTimeout(resolve, 800))
  connections[0]?.write('2\r\nho\r\n')
  assert.equal((await chunks.next()).value, 'ho')
  await chunks.return()
})

test('leaving the loop closes the connection', async (t) => {
  const { request, connections } = await beginner(t)
  for await (const chunk of (await open({ ...request, limit: { totalMs: 5000 } })).chunks()) {
    assert.equal(chunk, 'hi')
    break
  }
  const [connection] = connections
  assert.ok(connection)
  if (!connection.readableEnded) await once(connection.resume(), 'end')
})

test('an answer that breaks off in the middle is cut off, not complete', async (t) => {
  const { request, connections } = await beginner(t)
  const answer = readAll({ ...request, limit: { totalMs: 5000 } })
  while (connections.length === 0) await new Promise(setImmediate)
  connections[0]?.end()
  await assert.rejects(answer, (error) => error instanceof ChatctlError && error.id === 'control/cut-off')
})
