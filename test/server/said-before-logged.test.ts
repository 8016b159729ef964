import assert from 'node:assert/strict'
import fs, { writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadConfig, usableConfig } from '../../src/config/load.ts'
import { startDaemon } from '../../src/server/start-daemon.ts'
import { afterwards } from '../helpers/afterwards.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { WireClient } from '../helpers/wire-client.ts'

/** What the process has written that holds the text of the test, in order. */
const written: string[] = []
const { writeSync } = fs
const { write } = Socket.prototype
const holds = (bytes: unknown, text: string) => Buffer.isBuffer(bytes) && bytes.includes(text)

/** Looks at both ways out of the process until the tests are over. */
function listenFor(text: string): void {
  fs.writeSync = ((...[fd, bytes, ...rest]: Parameters<typeof writeSync>) => {
    if (holds(bytes, text)) written.push('log')
    return writeSync(fd, bytes, ...rest)
  }) as typeof writeSync
  syncBuiltinESMExports()
  Socket.prototype.write = function (this: Socket, ...args: Parameters<typeof write>) {
    // Only the server's sockets: what the speaker himself sends is older than both.
    if (this.localPort === port && holds(args[0], text)) written.push('receiver')
    return write.apply(this, args)
  } as typeof write
}
after(() => {
  fs.writeSync = writeSync
  syncBuiltinESMExports()
  Socket.prototype.write = write
})

let port = 0

test('what was said goes to the receivers before it goes to the log, in the same turn', async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(
    join(folder, 'config.json'),
    JSON.stringify({ server: { host: '127.0.0.1', port: 0, control_socket: 'c.sock' } }),
  )
  const load = () => loadConfig({ explicit: join(folder, 'config.json'), cwd: folder, env: {} })
  const loaded = await load()
  const daemon = await startDaemon({
    loaded: { ...loaded, config: usableConfig(loaded) },
    load,
    env: {},
    version: '0',
  })
  afterwards(t, () => daemon.stop())
  port = daemon.listening[0]?.port ?? 0
  const [speaker, receiver] = [await WireClient.connect({ port }), await WireClient.connect({ port })]
  // Named before, since the list of names would hand out the turn by itself.
  speaker.send({ type: 'text', from: 'Ann', msg: 'hello' })
  await receiver.next(({ msg }) => msg === 'hello')
  listenFor('a word to all')
  speaker.send({ type: 'text', from: 'Ann', msg: 'a word to all' })
  await receiver.next(({ msg }) => msg === 'a word to all')
  while (written.length < 2) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(written, ['receiver', 'log'])
  await Promise.all([speaker.close(), receiver.close()])
})
