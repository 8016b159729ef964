import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { liveHost } from '../../src/host/live-host.ts'
import { ALERT_SCHEMA, type Alert } from '../../src/monitor/alert.ts'
import { deliverDue } from '../../src/monitor/delivery/deliver.ts'
import { enqueue, nextDue, postponed, type Queue } from '../../src/monitor/delivery/queue.ts'
import { freePort } from '../helpers/chatctl.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const EMPTY: Queue = { items: [], dropped: 0 }
const SECRET = 'a-secret-of-this-test'

const alert = (id: string, at = Date.now()): Alert => ({
  schema: ALERT_SCHEMA,
  ...{ id, at: new Date(at).toISOString(), host: 'h', server: 's', unit: 'u', outcome: 'fail', text: 'down' },
  ...{ events: [], dropped: 0 },
})

/** A receiver that answers as it is told to. */
class Receiver {
  readonly got: { readonly body: string; readonly headers: IncomingMessage['headers'] }[] = []
  answer: number | 'hang' = 204
  url = ''

  static async start(t: TestContext): Promise<Receiver> {
    const receiver = new Receiver()
    const server = createServer((request, response) => receiver.#take(request, response))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    t.after(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = server.address()
    receiver.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook/T0KEN-IN-PATH`
    return receiver
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += chunk
    if (this.answer === 'hang') return
    if (this.answer < 300) this.got.push({ body, headers: request.headers })
    response.writeHead(this.answer, { location: '/elsewhere' }).end('x'.repeat(1000))
  }
}

/** A host whose clock stands where the test puts it. */
function clock(start = Date.now()) {
  const host = { ...liveHost(), nowMs: start, now: () => host.nowMs }
  return host
}

const signal = new AbortController().signal
const through = (url: string) => ({ exec: null, webhook: { url, secret: SECRET } })

test('a receiver can tell by the signature that an alert is from here', async (t) => {
  const receiver = await Receiver.start(t)
  const queue = enqueue(EMPTY, alert('1'), ['webhook'], Date.now())
  const done = await deliverDue(clock(), queue, through(receiver.url), { signal })
  assert.deepEqual(done.queue, EMPTY)
  assert.ok(receiver.got[0])
  const { body, headers } = receiver.got[0]
  const stamp = headers['x-chatctl-timestamp']
  const expected = createHmac('sha256', SECRET).update(`${stamp}.${body}`).digest('hex')
  assert.equal(headers['x-chatctl-signature'], `sha256=${expected}`)
  assert.equal(headers['x-chatctl-delivery'], '1')
  assert.equal(JSON.parse(body).schema, ALERT_SCHEMA)
})

test('a receiver that fails, hangs, redirects, refuses and comes back gets everything once, in order', async (t) => {
  const receiver = await Receiver.start(t)
  const nobody = `http://127.0.0.1:${await freePort()}/`
  const host = clock()
  let queue = enqueue(
    enqueue(EMPTY, alert('1'), ['webhook'], host.now()),
    alert('2'),
    ['webhook'],
    host.now(),
  )
  const tries: (string | null)[][] = []
  for (const answer of [500, 'hang', 302, 404, 204] as const) {
    receiver.answer = answer
    const url = answer === 404 ? nobody : receiver.url
    const done = await deliverDue(host, queue, through(url), { signal, firstMs: 1000, limitMs: 300 })
    tries.push(done.attempts.map(({ problem }) => problem))
    // Through the file in which it waits.
    queue = JSON.parse(JSON.stringify(done.queue))
    const due = nextDue(queue)
    if (due !== null) {
      // Not before it is due.
      assert.deepEqual((await deliverDue(host, queue, through(receiver.url), { signal })).attempts, [])
      host.nowMs = due
    }
  }
  assert.deepEqual(tries, [
    ['HTTP 500'],
    ['no answer within 0.3 s'],
    ['HTTP 302'],
    ['ECONNREFUSED'],
    [null, null],
  ])
  assert.deepEqual(
    receiver.got.map(({ body }) => JSON.parse(body).id),
    ['1', '2'],
  )
})

test('each pause is three times the one before, up to half an hour', () => {
  let [item] = enqueue(EMPTY, alert('1'), ['webhook'], 0).items
  const pauses: number[] = []
  for (let attempt = 0; attempt < 9 && item; attempt++) {
    item = postponed(item, 0)
    pauses.push(item.dueAt / 1000)
  }
  assert.deepEqual(pauses, [2, 6, 18, 54, 162, 486, 1458, 1800, 1800])
})

test('what waits has bounds; what was given up is counted and told', async (t) => {
  const now = Date.now()
  let queue = EMPTY
  for (let index = 0; index < 250; index++) queue = enqueue(queue, alert(`${index}`), ['webhook'], now)
  assert.equal(queue.items.length, 200)
  assert.equal(queue.items[0]?.alert.id, '50')
  const old = enqueue(
    enqueue(EMPTY, alert('old', now - 3 * 86_400_000), ['exec'], now),
    alert('new'),
    ['exec'],
    now,
  )
  assert.deepEqual(
    old.items.map((item) => item.alert.id),
    ['new'],
  )
  const huge = { ...alert('x'), text: 'x'.repeat(400_000) }
  for (let index = 0; index < 5; index++) queue = enqueue(queue, huge, ['webhook'], now)
  assert.ok(JSON.stringify(queue).length < 1_100_000)
  const receiver = await Receiver.start(t)
  const done = await deliverDue(
    clock(now),
    { items: queue.items.slice(-2), dropped: 50 },
    through(receiver.url),
    { signal },
  )
  assert.deepEqual(
    receiver.got.map(({ body }) => JSON.parse(body).dropped),
    [50, 0],
  )
  assert.equal(done.queue.dropped, 0)
})

test('a program gets the alert on its standard input, and no shell reads its words', async (t) => {
  const folder = temporaryFolder(t)
  const program = join(folder, 'tell me; touch evil')
  writeFileSync(program, `#!/bin/sh\ncat > "${folder}/got"; printf '%s\\n' "$@" > "${folder}/words"\n`)
  chmodSync(program, 0o755)
  const queue = enqueue(EMPTY, alert('1'), ['exec'], Date.now())
  const channels = { exec: [program, '$(id)', 'a b'] as const, webhook: null }
  const done = await deliverDue(clock(), queue, channels, { signal })
  assert.deepEqual(done.attempts, [{ channel: 'exec', problem: null, attempts: 1 }])
  assert.equal(JSON.parse(readFileSync(join(folder, 'got'), 'utf8')).id, '1')
  assert.equal(readFileSync(join(folder, 'words'), 'utf8'), '$(id)\na b\n')
})

test('a program that fails, or is not there, is tried again; the webhook does not wait for it', async (t) => {
  const receiver = await Receiver.start(t)
  const queue = enqueue(EMPTY, alert('1'), ['exec', 'webhook'], Date.now())
  for (const [exec, problem] of [
    [['/bin/sh', '-c', 'echo cannot >&2; exit 3'], 'exit code 3: cannot'],
    [['/no/such/program'], '/no/such/program: ENOENT'],
  ] as const) {
    const channels = { exec, webhook: { url: receiver.url, secret: null } }
    const done = await deliverDue(clock(), queue, channels, { signal })
    assert.deepEqual(
      done.attempts.map((one) => one.problem),
      [problem, null],
    )
    assert.deepEqual(
      done.queue.items.map((item) => item.channel),
      ['exec'],
    )
  }
  assert.equal(receiver.got[0]?.headers['x-chatctl-signature'], undefined)
})
