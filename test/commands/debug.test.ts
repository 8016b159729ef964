import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { debugSchema, handlesSchema } from '../docs/debug-schemas.ts'
import { chatctl } from '../helpers/chatctl.ts'
import { Daemon, eventually } from '../helpers/daemon.ts'
import { runCommand } from './run-command.ts'

async function debug(daemon: Daemon, ...args: string[]) {
  return await runCommand(daemon.folder, ['debug', ...args, '--config', daemon.configFile])
}

async function debugJson(daemon: Daemon, ...args: string[]) {
  const { code, stdout, stderr } = await debug(daemon, ...args, '--json')
  assert.equal(code, 0, stderr + stdout)
  return { stderr, recorded: debugSchema.parse(JSON.parse(stdout)) }
}

/** The form of a snapshot as Chrome's tools read it: rows of numbers whose meaning stands in `meta`. */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: string[]
      readonly node_types: unknown[]
      readonly edge_fields: string[]
    }
    readonly node_count: number
    readonly edge_count: number
  }
  readonly nodes: number[]
  readonly edges: number[]
  readonly strings: string[]
}

test('a heap snapshot is only taken after a yes, opens as one, and is for the user of the server alone', async () => {
  await using daemon = await Daemon.start()
  await daemon.join('Zacharias')
  const refused = await debug(daemon, 'heap')
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /nobody is served for about \d+ s, 1 connections wait \[cli\/needs-yes\]/)
  assert.ok(!existsSync(daemon.path('debug')))
  const { recorded, stderr } = await debugJson(daemon, 'heap', '--yes')
  assert.match(stderr, /passwords that were typed lately/)
  assert.equal(statSync(recorded.path).mode & 0o777, 0o600)
  assert.equal(statSync(daemon.path('debug')).mode & 0o777, 0o700)
  assert.equal(statSync(recorded.path).size, recorded.bytes)
  assert.ok(recorded.pauseMs > 0)
  assert.match(await daemon.logged(/Recording for debugging \(heap\)/), /WARNING/)
  const { snapshot, nodes, edges, strings }: HeapSnapshot = JSON.parse(readFileSync(recorded.path, 'utf8'))
  const { node_fields, node_types, edge_fields } = snapshot.meta
  assert.equal(nodes.length, snapshot.node_count * node_fields.length)
  assert.equal(edges.length, snapshot.edge_count * edge_fields.length)
  const types = node_types[node_fields.indexOf('type')] as string[]
  const nameAt = node_fields.indexOf('name')
  const classes = new Set<string>()
  for (let row = 0; row < nodes.length; row += node_fields.length)
    if (types[nodes[row] ?? -1] === 'object') classes.add(strings[nodes[row + nameAt] ?? -1] ?? '')
  assert.ok(classes.has('ChatServer') && classes.has('Outgoing'), 'our classes are in it by name')
  const toAt = edge_fields.indexOf('to_node')
  for (let row = 0; row < edges.length; row += edge_fields.length) {
    const to = edges[row + toAt] ?? -1
    if (to < 0 || to >= nodes.length || to % node_fields.length !== 0)
      assert.fail(`edge ${row} leads to ${to}`)
  }
  // What the warning says is true.
  assert.ok(strings.includes('Zacharias'))
})

test('a CPU profile names the functions that a talking room keeps busy, and lies where it was wanted', async () => {
  await using daemon = await Daemon.start()
  const [alice, bob] = await daemon.joinAll('Alice', 'Bob')
  const out = daemon.path('chat.cpuprofile')
  const recording = debugJson(daemon, 'cpu', '--for', '2s', '--out', out)
  let isOver = false
  const over = recording.finally(() => {
    isOver = true
  })
  while (!isOver) {
    for (let text = 0; text < 300; text++)
      alice.send({ type: 'text', from: 'Alice', msg: `${text} ${'x'.repeat(500)}` })
    alice.send({ type: 'text', from: 'Alice', target: 'Bob', msg: 'round' })
    await bob.next(({ msg }) => msg === 'round')
  }
  const { recorded } = await over
  assert.equal(recorded.path, out)
  assert.equal(statSync(out).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(daemon.path('debug')), [])
  const { nodes, samples, timeDeltas, startTime, endTime } = JSON.parse(readFileSync(out, 'utf8'))
  assert.equal(samples.length, timeDeltas.length)
  assert.ok(endTime - startTime >= 1_900_000)
  const ids = new Set(nodes.map(({ id }: { id: number }) => id))
  assert.ok(samples.every((id: number) => ids.has(id)))
  const names = new Set(
    nodes.map(({ callFrame }: { callFrame: { functionName: string } }) => callFrame.functionName),
  )
  const ours = ['readPacket', 'dispatch', 'isDeeper', 'frameOf', 'endOfString'].filter((name) =>
    names.has(name),
  )
  assert.ok(ours.length > 0, [...names].join(' '))
})

test('the list of handles has the listener, every connection with its ends, and the log', async () => {
  await using daemon = await Daemon.start()
  const alice = await daemon.join('Alice')
  const { recorded } = await debugJson(daemon, 'handles')
  const handles = handlesSchema.parse(JSON.parse(readFileSync(recorded.path, 'utf8')))
  assert.deepEqual(handles.listeners, [{ host: '127.0.0.1', port: daemon.port, tls: false }])
  assert.deepEqual(
    handles.clients.map(({ name, port }) => [name, port]),
    [['Alice', alice.localPort]],
  )
  assert.ok(Number(handles.resources.TCPServerWrap) >= 1 && Number(handles.resources.TCPSocketWrap) >= 1)
  if (handles.descriptors === null) return
  const own = `127.0.0.1:${daemon.port}`
  const found = (kind: string, target: string) =>
    handles.descriptors?.filter((one) => one.kind === kind && one.target === target) ?? []
  assert.equal(found('listener', own).length, 1)
  assert.deepEqual(
    found('tcp', own).map(({ peer, state }) => [peer, state]),
    [[`127.0.0.1:${alice.localPort}`, 'ESTAB']],
  )
  assert.equal(found('file', daemon.path('server.log')).length, 1)
})

test('one recording at a time; Ctrl+C leaves the server to finish and says where', async () => {
  await using daemon = await Daemon.start()
  const { child, exit } = chatctl(daemon.folder, [
    'debug',
    'cpu',
    '--for',
    '4s',
    '--config',
    daemon.configFile,
  ])
  const line = await daemon.logged(/Recording for debugging \(cpu\)/)
  const second = await debug(daemon, 'handles')
  assert.match(second.stderr, /\[debug\/busy\]/)
  child.kill('SIGINT')
  const { code, stderr } = await exit
  assert.equal(code, 130)
  const path = /the file is (\S+)/.exec(stderr)?.[1] ?? ''
  assert.ok(line.includes(path), stderr)
  await eventually(() => existsSync(path) || undefined, 'the file')
  assert.ok(Array.isArray(JSON.parse(readFileSync(path, 'utf8')).samples))
})

test('what is there is not overwritten, and a folder that is no folder is told', async () => {
  await using daemon = await Daemon.start({ files: { debug: 'a file', 'mine.json': 'mine' } })
  const existing = await debug(daemon, 'handles', '--out', 'mine.json')
  assert.match(existing.stderr, /\[debug\/exists\]/)
  assert.equal(daemon.read('mine.json'), 'mine')
  const { code, stderr } = await debug(daemon, 'handles')
  assert.equal(code, 1)
  assert.match(stderr, /\[debug\/not-written\]/)
  assert.equal(daemon.read('debug'), 'a file')
})

test('what a killed server left half-written is removed by the next recording', async () => {
  await using daemon = await Daemon.start()
  await debugJson(daemon, 'handles')
  const left = join(daemon.path('debug'), 'heap-1.heapsnapshot.part')
  writeFileSync(left, 'half')
  await debugJson(daemon, 'handles')
  assert.ok(!existsSync(left))
  assert.equal(readdirSync(daemon.path('debug')).length, 2)
})
