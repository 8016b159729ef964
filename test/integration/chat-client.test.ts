import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { runChat } from '../../src/cli/chat/run-chat.ts'
import { useLocale } from '../../src/messages/both.ts'
import { listener } from '../client/fake-servers.ts'
import { runCommand } from '../commands/run-command.ts'
import { chatLineSchema } from '../docs/chat-schema.ts'
import { freePort, scratchFolder } from '../helpers/chatctl.ts'
import { Chatter } from '../helpers/chatter.ts'
import { Daemon, textToAll } from '../helpers/daemon.ts'
import { frame } from '../helpers/framing.ts'
import { GREETING, isTalk, ofType, saying } from '../helpers/packets.ts'

useLocale('en')

let daemon: Daemon
const chatters: Chatter[] = []
const enter = (name: string, more: Partial<ConstructorParameters<typeof Chatter>[0]> = {}) => {
  const chatter = new Chatter({ address: { host: '127.0.0.1', port: daemon.port }, name, ...more })
  chatters.push(chatter)
  return chatter
}
const leaveAll = async () => {
  await Promise.all(chatters.splice(0).map((chatter) => chatter.leave()))
  await daemon.disconnectAll()
}

for (const rules of ['v9', 'v6'] as const) {
  describe(`chatctl chat with a ${rules} server`, () => {
    before(async () => {
      daemon = await Daemon.start({ config: { server: { compatibility: rules } } })
    })
    afterEach(leaveAll)
    after(() => daemon?.stop())

    test('two of them hear each other, and each himself only where the server says so', async () => {
      const [ann, bob] = [enter('Ann'), enter('Bob')]
      await Promise.all([ann.sees(/In the room/), bob.sees(/In the room/)])
      ann.type('hello')
      await bob.sees(/ Ann: hello\n/)
      bob.type('//slashed')
      await ann.sees(/ Bob: \/slashed\n/)
      assert.doesNotMatch(ann.shown, /Ann: hello/)
      assert.deepEqual(await ann.leave(), { loss: { reason: 'left', detail: '' }, wasIn: true, failures: 0 })
    })

    test('a file goes up and comes down as it was, beside what is there', async () => {
      using folder = scratchFolder()
      const content = randomBytes(300_000)
      writeFileSync(join(folder.path, 'picture one.png'), content)
      const [ann, bob] = [enter('Ann'), enter('Bob', { folder: folder.path })]
      await Promise.all([ann.sees(/In the room/), bob.sees(/In the room/)])
      ann.type(`/send "${join(folder.path, 'picture one.png')}"`)
      const [, number = ''] = await bob.sees(/picture one\.png.*\(\/get (\d+)\)/)
      assert.deepEqual(readdirSync(folder.path), ['picture one.png'])
      bob.type(`/get ${number}`)
      await bob.sees(/Saved: .*picture one \(2\)\.png \(293\.0 KiB\); there was/)
      assert.ok(readFileSync(join(folder.path, 'picture one (2).png')).equals(content))
    })

    test('a script gets exit code 0 when everything has arrived', async () => {
      const witness = await daemon.enter()
      const lines = Array.from({ length: 2000 }, (_, index) => `line ${index}`)
      const address = `127.0.0.1:${daemon.port}`
      const { code, stderr } = await runCommand(
        daemon.folder,
        ['chat', address, '--name', 'Script'],
        `${lines.join('\n')}\n`,
      )
      assert.equal(code, 0, stderr)
      const heard = (await witness.upTo(saying('line 1999'))).filter(ofType('text')).map(({ msg }) => msg)
      assert.deepEqual(heard, lines)
    })

    test('who is muted is told so, and the script that was not heard fails', async () => {
      const ann = enter('Ann')
      await ann.sees(/In the room/)
      await daemon.operate('gmute')
      await ann.sees(/The operator has muted everybody|管理员开启了全员禁言/)
      ann.type('hello?')
      await ann.sees(/You are muted/)
      assert.equal((await ann.leave()).failures, 1)
      await daemon.operate('ungmute')
    })

    test('who is removed stays away, and learns why', async () => {
      const ann = enter('Ann', { attempts: 5 })
      await ann.sees(/In the room/)
      await daemon.operate('kick', '127.0.0.1')
      assert.equal((await ann.end).loss.reason, 'kicked')
      assert.match(ann.shown, /You have been removed from the room/)
    })
  })
}

describe('chatctl chat with a v9 server', () => {
  before(async () => {
    daemon = await Daemon.start()
  })
  afterEach(leaveAll)
  after(() => daemon?.stop())

  test('private texts reach one, also one whose name has blanks, and are confirmed', async () => {
    const [ann, bob, eve] = [enter('Ann'), enter('Bob the Builder'), enter('Eve')]
    await ann.sees(/Bob the Builder/)
    await ann.sees(/Eve/)
    ann.type('/msg Bob the Builder are you there?')
    await bob.sees(/ Ann \(to you\): are you there\?\n/)
    await ann.sees(/ you \(to Bob the Builder\): are you there\?\n/)
    bob.type('/msg "Ann" yes')
    await ann.sees(/ Bob the Builder \(to you\): yes\n/)
    ann.type('/msg Nobody psst')
    await ann.sees(/Not sent: Nobody is not online/)
    await eve.leave()
    assert.doesNotMatch(eve.shown, /are you there|yes\n/)
  })

  test('the list is shown, with who comes and goes', async () => {
    const ann = enter('Ann')
    await ann.sees(/Online \(1\): Ann\n/)
    const bob = enter('Bob')
    await ann.sees(/joined: Bob\n/)
    ann.type('/users')
    await ann.sees(/\nOnline \(2\): Ann, Bob\n/)
    await bob.leave()
    await ann.sees(/left: Bob\n/)
  })

  test('a name that is taken is given a number, under which the client goes on', async () => {
    const first = enter('Ann')
    await first.sees(/Online/)
    const second = enter('Ann')
    await second.sees(/calls you Ann_2 now/)
    second.type('/msg Ann_2 note to myself')
    await second.sees(/ Ann_2 \(to you\): note to myself\n.* Ann_2 \(to you\): note to myself\n/)
  })

  test('in a script every kind of line works, and the answers are its output', async () => {
    using folder = scratchFolder()
    writeFileSync(join(folder.path, 'note.txt'), 'content')
    const witness = await daemon.join('Witness')
    const script =
      '/help\n/users\n/msg Witness psst\n/send note.txt\n/files\n/nonsense\n/send missing.txt\n/send .\n/get 99\n'
    const result = await runCommand(
      folder.path,
      ['chat', `127.0.0.1:${daemon.port}`, '-n', 'Script', '--json'],
      script,
    )
    assert.equal(result.code, 1)
    const lines = result.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    for (const line of lines) chatLineSchema.parse(line)
    assert.equal(lines.at(-1).id, 'client/incomplete')
    const find = (kind: string) => lines.find((line) => line.kind === kind)
    assert.deepEqual(find('users').names.toSorted(), ['Script', 'Witness'])
    assert.equal(find('private').text, 'psst')
    assert.equal(find('notice').notice, 'file-saved')
    assert.equal(find('end').reason, 'left')
    assert.match(result.stderr, /\/nonsense is not a command/)
    assert.match(result.stderr, /Cannot read missing\.txt: ENOENT/)
    assert.match(result.stderr, /Not an ordinary file: \./)
    assert.match(result.stderr, /No file is known as 99/)
    const announced = await witness.next(ofType('file_notify'))
    const got = await runCommand(
      folder.path,
      ['chat', `127.0.0.1:${daemon.port}`],
      `/get ${announced.file_id}\n`,
    )
    assert.equal(got.code, 0, got.stderr)
    assert.equal(readFileSync(join(folder.path, 'note (2).txt'), 'utf8'), 'content')
  })

  test('lines from a foreign source are no commands with --literal', async () => {
    using folder = scratchFolder()
    writeFileSync(join(folder.path, 'secret.txt'), 'secret')
    const witness = await daemon.enter()
    const args = ['chat', `127.0.0.1:${daemon.port}`, '-n', 'Log', '--literal']
    const { code, stderr } = await runCommand(folder.path, args, '/send secret.txt\n//x\n/quit\nlast\n')
    assert.equal(code, 0, stderr)
    const heard = (await witness.upTo(saying('last'))).filter(isTalk).map(({ msg }) => msg)
    assert.deepEqual(heard, ['/send secret.txt', '//x', '/quit', 'last'])
  })

  test('without an address the server of this configuration is meant', async () => {
    const { code, stdout, stderr } = await runCommand(daemon.folder, ['chat'], 'hello\n')
    assert.equal(code, 0, stderr)
    assert.match(stdout, new RegExp(`In the room at 127\\.0\\.0\\.1:${daemon.port} `))
  })

  test('a banned address and a full house are reasons that are told', async () => {
    await using small = await Daemon.start({ config: { server: { max_connections: 1 } } })
    await small.enter()
    const full = await runCommand(small.folder, ['chat'], '')
    assert.equal(full.code, 1)
    assert.match(full.stderr, /is full \[client\/full\] Fix: /)
    await small.operate('ban', '127.0.0.1')
    const banned = await runCommand(small.folder, ['chat', '--json'], '')
    assert.equal(banned.code, 1)
    assert.equal(JSON.parse(banned.stdout.trimEnd().split('\n').at(-1) ?? '').id, 'client/banned')
  })
})

test('on a terminal, what comes in moves the line that is being typed, and leaves it whole', async () => {
  await using server = await Daemon.start()
  daemon = server
  const ann = enter('Ann', { isTerminal: true })
  await ann.sees(/Online/)
  ann.input.write('half a li')
  await ann.sees(/half a li/)
  const bob = await server.join('Bob')
  bob.send(textToAll('Bob', 'interrupting'))
  await ann.sees(/\r?.*Bob: interrupting\n[^\n]*> half a li/)
  ann.type('ne')
  await bob.next(saying('half a line'))
  ann.input.write('\u0003')
  assert.equal((await ann.end).loss.reason, 'left')
})

test('on a terminal, who leaves a server that hangs is told that nothing was confirmed', async () => {
  await using server = await Daemon.start()
  daemon = server
  const ann = enter('Ann', { isTerminal: true, farewellMs: 20 })
  await ann.sees(/Online/)
  server.child.kill('SIGSTOP')
  ann.input.write('\u0003')
  assert.equal((await ann.end).loss.reason, 'unconfirmed')
  assert.match(ann.noted, /^The server did not hang up in turn: /)
  server.child.kill('SIGCONT')
})

test('an output that nobody reads holds back the server, and does not fill the memory', async () => {
  const text = frame(JSON.stringify({ type: 'text', from: 'Eve', msg: 'x'.repeat(1000) }))
  let written = 0
  let isOver = false
  await using flood = await listener((socket) => {
    socket.write(frame(JSON.stringify({ type: 'text', from: '系统', msg: GREETING })))
    const pour = () => {
      while (!isOver && written < 200 << 20) {
        written += text.length
        if (!socket.write(text)) return
      }
    }
    socket
      .resume()
      .on('drain', pour)
      .on('end', () => {
        isOver = true
        socket.end()
      })
    pour()
  })
  const output = new PassThrough()
  const end = runChat({
    address: { host: '127.0.0.1', port: flood.port },
    name: 'Ann',
    input: new PassThrough().end(),
    output,
    note: () => {},
    isTerminal: false,
    json: false,
    literal: false,
    folder: '.',
    attempts: 0,
  })
  for (let before = -1; before !== written; await delay(200)) before = written
  assert.ok(written < 50 << 20, `${written} bytes were taken`)
  assert.ok(output.readableLength + output.writableLength < 1 << 20)
  output.resume()
  await end
})

test('when the server comes back, so does the client, and says what it does', async () => {
  const first = await Daemon.start()
  daemon = first
  const ann = enter('Ann', { attempts: 100, backoff: () => 100 })
  await ann.sees(/In the room/)
  const port = first.port
  await first.stop()
  await ann.sees(/The server was shut down\. Trying again in 0\.1 s \(1 of 100\)/)
  await ann.sees(/Nothing listens there any more/)
  await using second = await Daemon.start({ port })
  await ann.sees(/In the room[\s\S]*In the room/)
  const witness = await second.enter()
  ann.type('here again')
  await witness.next(saying('here again'))
  await ann.leave()
})

test('TLS: trusted by its certificate, refused without, taken anyway when asked to', async () => {
  using folder = scratchFolder()
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder.path, name)) as [string, string]
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'].concat([
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      key,
      '-out',
      cert,
    ]),
    { stdio: 'ignore' },
  )
  const port = await freePort()
  await using secure = await Daemon.start({ config: { server: { tls: { port, key, cert } } } })
  const witness = await secure.enter()
  const chat = (text: string, ...args: string[]) =>
    runCommand(folder.path, ['chat', `127.0.0.1:${port}`, ...args], `${text}\n`)
  const trusted = await chat('trusted', '--ca', cert)
  assert.equal(trusted.code, 0, trusted.stderr)
  await witness.next(saying('trusted'))
  const refused = await chat('refused', '--tls')
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\) \[client\/tls-untrusted\]/)
  const insecure = await chat('insecure', '--insecure')
  assert.equal(insecure.code, 0, insecure.stderr)
  assert.match(insecure.stderr, /could read and change everything/)
  assert.equal((await witness.next()).msg, 'insecure')
  const plain = await runCommand(folder.path, ['chat', `127.0.0.1:${secure.port}`, '--tls'], '')
  assert.match(plain.stderr, /\[client\/tls-failed\]/)
})

test('a server that hangs: chat and bench say soon that they wait and until when, and then what it is', async () => {
  await using hung = await Daemon.start()
  using folder = scratchFolder()
  hung.child.kill('SIGSTOP')
  const address = `127.0.0.1:${hung.port}`
  try {
    const [piped, json, bench] = await Promise.all([
      runCommand(folder.path, ['chat', address], 'never said\n'),
      runCommand(folder.path, ['chat', address, '--json'], ''),
      runCommand(folder.path, ['bench', '--host', address, '--timeout', '4', '--json'], ''),
    ])
    const waits = (seconds: number) =>
      new RegExp(`^Connected to ${address}, .*until ${seconds} s are over`, 'm')
    for (const { code, stderr } of [piped, json, bench]) {
      assert.equal(code, 1)
      assert.match(stderr, /\[client\/silent\]/)
    }
    assert.match(piped.stderr, waits(5))
    assert.match(json.stderr, waits(5))
    assert.match(bench.stderr, waits(4))
    assert.equal(piped.stdout, '')
    for (const { stdout } of [json, bench]) assert.doesNotMatch(stdout, /Connected to/)
  } finally {
    hung.child.kill('SIGCONT')
  }
})
