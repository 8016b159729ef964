import assert from 'node:assert/strict'
import { appendFileSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { unpackBundle } from '../../src/report/bundle/archive.ts'
import { chatctl, runChatctl } from '../helpers/chatctl.ts'
import { Chatter } from '../helpers/chatter.ts'
import { Daemon } from '../helpers/daemon.ts'
import { ofType, saying } from '../helpers/packets.ts'

/** Clears the screen, names the window, hides, turns the direction, ends the line, moves back, types for the reader. */
const EVIL =
  'x\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eabc\u2066\u2028\u2029\u0085\r\n2026-01-01 00:00:00 [ERROR] forged\u0008\u007f\u001b[6n\u200b\ufeff'

/** What no output of ours may hold: no colours are asked for, so there is no reason for any of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const RAW = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/

function assertTame(what: string, text: string): void {
  const at = text.search(RAW)
  assert.equal(at, -1, `${what}: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 20))}`)
  assert.doesNotMatch(text, /^2026-01-01 00:00:00 \[ERROR\] forged/m, what)
}

/** Everything that shows what clients have chosen, once; a bundle has the report in all its forms. */
const COMMANDS = [
  ...[['users'], ['status'], ['files'], ['bans'], ['logs'], ['logs', '--stats'], ['logs', '--user', EVIL]],
  ...[
    ['kick', EVIL],
    ['explain', EVIL],
    ['users', '--json'],
    ['files', '--json'],
    ['logs', '--json'],
  ],
  ...[
    ['doctor', '--verbose'],
    ['report', '--include-messages', '--bundle', 'bundle.tar.gz'],
  ],
]
/** The same code shows both rooms; only in the old one may names be anything. */
const IN_OLD_ROOMS = new Set(['users', 'logs', 'kick'])

for (const compatibility of ['v9', 'v6'] as const) {
  describe(`escape sequences of clients, with the ${compatibility} rules`, () => {
    test('reach neither the log nor what any command shows', { timeout: 120_000 }, async () => {
      await using daemon = await Daemon.start({
        config: { server: { compatibility } },
        files: { 'banned_ips.json': JSON.stringify([`evil ${EVIL}`, '10.9.9.9']) },
      })
      const address = { host: '127.0.0.1', port: daemon.port }
      const chatter = new Chatter({ address, name: 'reader' })
      const inJson = new Chatter({ address, name: 'json', json: true })
      const [ann, eve] = [await daemon.enter(), await daemon.enter()]
      ann.send({ type: 'text', from: 'ann', msg: 'hello' })
      eve.send({ type: 'text', from: `eve ${EVIL}`, msg: EVIL })
      eve.send({ type: 'text', from: `eve ${EVIL}`, target: EVIL, msg: EVIL })
      eve.send({ type: 'file', from: `eve ${EVIL}`, filename: EVIL, filedata: 'eA==' })
      eve.send({ type: 'file_upload', from: 'eve', filename: `${EVIL}.txt`, data: 'eA==' })
      eve.send({ type: EVIL, from: EVIL, [EVIL]: EVIL })
      eve.send({ type: 'text', from: `eve ${EVIL}`, msg: 'last' })
      const mallory = await daemon.enter()
      mallory.sendFrame(`{"${EVIL}`)
      await (compatibility === 'v9' ? ann.next(saying('last')) : ann.next(ofType('text')))
      await chatter.sees(/last/)
      await inJson.sees(/last/)
      await daemon.operate('ban', '10.8.8.8', '--reason', EVIL)
      await daemon.operate('say', `an operator ${EVIL}`)

      for (const args of COMMANDS) {
        if (compatibility === 'v6' && !IN_OLD_ROOMS.has(args[0] ?? '')) continue
        const exit = await runChatctl(daemon.folder, [...args, '--config', daemon.configFile])
        assertTame(`${args[0]} out`, exit.stdout)
        assertTame(`${args[0]} err`, exit.stderr)
      }
      if (compatibility === 'v9') {
        for (const { name, bytes } of await unpackBundle(readFileSync(daemon.path('bundle.tar.gz'))))
          if (name !== 'config.json') assertTame(name, bytes.toString())
      }
      const input = 'list\nstatus\nfiles\nbanlist\nhelp\n'
      const console = chatctl(daemon.folder, ['console', '--config', daemon.configFile], { input })
      assertTame('console', (await console.exit).stdout)
      await chatter.leave()
      await inJson.leave()
      for (const one of [chatter, inJson]) {
        assertTame('chat', one.shown)
        assertTame('chat, notes', one.noted)
      }
      daemon.child.kill('SIGTERM')
      const { stdout, stderr } = await daemon.exited
      for (const text of [stdout, stderr, daemon.read('server.log')]) assertTame('serve', text)
    })
  })
}

test('a log that holds raw sequences, as the originals wrote them, is shown tame', async () => {
  await using daemon = await Daemon.start()
  appendFileSync(
    daemon.path('server.log'),
    `2026-11-25 10:00:00 [INFO] eve -> 所有人 >> ${EVIL}\n2026-11-25 10:00:01 [ERROR] 控制台错误: ${EVIL}\n`,
  )
  for (const args of [['logs'], ['logs', '--json'], ['logs', '--stats']]) {
    const { stdout, stderr } = await runChatctl(daemon.folder, [...args, '--config', daemon.configFile])
    assertTame(args.join(' '), stdout.replaceAll('2026-01-01 00:00:00 [ERROR] forged', ''))
    assertTame(args.join(' '), stderr)
  }
})

test('a configuration with such keys and values is complained about in tame words', async () => {
  await using daemon = await Daemon.start()
  daemon.write(
    'bad.json',
    JSON.stringify({
      [EVIL]: 1,
      server: { host: EVIL, port: EVIL, [EVIL]: EVIL },
      logging: { file: EVIL, level: EVIL },
    }),
  )
  daemon.write('broken.json', `{"a${EVIL}": ${EVIL}`)
  for (const file of ['bad.json', 'broken.json']) {
    for (const args of [['config', 'check'], ['doctor']]) {
      const { stdout, stderr } = await runChatctl(
        daemon.folder,
        [...args, '--config', daemon.path(file)],
        10_000,
      )
      assertTame(`${args.join(' ')} ${file}`, stdout)
      assertTame(`${args.join(' ')} ${file}`, stderr)
    }
  }
})
