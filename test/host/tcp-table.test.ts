import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { test } from 'node:test'
import { socketOwners } from '../../src/host/proc/socket-owners.ts'
import { parseTcpTable } from '../../src/host/proc/tcp-table.ts'

const skip = process.platform !== 'linux' && 'needs /proc of Linux'
const HEAD =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'

test('a table tells addresses, ports, states, unread bytes and owners; garbage is left out', { skip }, () => {
  const line = (local: string, remote: string, state: string) =>
    `   0: ${local} ${remote} ${state} 00000000:00000011 00:00000000 00000000   999        0 4242 1 0 100\n`
  const table =
    HEAD +
    line('0100007F:0BB8', '00000000:0000', '0A') +
    line('0000000000000000FFFF00000100000A:0BB8', '0000000000000000FFFF00000200000A:C350', '01') +
    line('B80D0120000000000000000010000000:0BB9', '00000000000000000000000000000000:0000', '0A') +
    'garbage\n   1: 01000:0BB8 x 0A\n'
  const all = parseTcpTable(table)
  assert.deepEqual(
    all.map(({ family, state, local, remote }) => [family, state, local.address, local.port, remote.address]),
    [
      [4, 'LISTEN', '127.0.0.1', 3000, '0.0.0.0'],
      [6, 'ESTAB', '10.0.0.1', 3000, '10.0.0.2'],
      [6, 'LISTEN', '2001:db8::10', 3001, '::'],
    ],
  )
  assert.deepEqual([all[0]?.unread, all[0]?.uid, all[0]?.inode], [17, 999, 4242])
  assert.deepEqual(parseTcpTable(table, new Set([3001])).length, 1)
  const over = table + line('0100007F:0BB9', '0100007F:C350', '06')
  assert.deepEqual(
    parseTcpTable(over, new Set([3001])).map(({ state }) => state),
    ['LISTEN', 'TIME-WAIT'],
  )
  assert.deepEqual(parseTcpTable(over, 'held'), all)
})

test('sockets of this process are in the table of the kernel, and their owner is found', {
  skip,
}, async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = connect(port, '127.0.0.1')
  await once(client, 'connect')
  t.after(() => {
    client.destroy()
    server.close()
  })
  const sockets = parseTcpTable(readFileSync('/proc/net/tcp', 'utf8'), new Set([port]))
  const listener = sockets.find(({ state }) => state === 'LISTEN')
  assert.ok(
    listener && sockets.some(({ state, remote }) => state === 'ESTAB' && remote.port === client.localPort),
  )
  const { pidOf, complete } = await socketOwners([listener.inode])
  assert.deepEqual([...pidOf], [[listener.inode, process.pid]])
  assert.ok(complete)
})
