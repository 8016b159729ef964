import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { MadeConnection, type MadeSegment, pcapBytes, recordsOf } from '../capture/wire.ts'
import { captureLineSchema } from '../docs/capture-schema.ts'
import { frame } from '../helpers/framing.ts'
import { PROGRAM } from '../helpers/program.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { type Outcome, runCommand } from './run-command.ts'

const packet = (fields: object) => frame(JSON.stringify(fields))

/** A short session on port 3000, in which something is said that is nobody's business. */
function session(): MadeSegment[] {
  const made = new MadeConnection({ client: '192.0.2.9' })
  return [
    ...made.handshake(),
    made.say('server', packet({ type: 'text', from: '系统', msg: '欢迎来到 Python 极客聊天室！' })),
    made.say('client', packet({ type: 'text', from: 'Ann\u202e', target: '所有人', msg: 'meet me at nine' })),
    ...made.goodbye(),
  ]
}

/** A folder with that session as `chat.pcap`. */
function recorded(t: TestContext) {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'chat.pcap'), pcapBytes(recordsOf(session())))
  return folder
}

const capture = (folder: string, ...args: string[]) =>
  runCommand(folder, ['capture', '--port', '3000', ...args])
const linesOf = ({ stdout }: Outcome) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => captureLineSchema.parse(JSON.parse(line)))

test('a recording is shown line by line, without what was said', async (t) => {
  const { code, stdout, stderr } = await capture(recorded(t), '--read', 'chat.pcap')
  assert.equal(code, 0, stderr)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\d\d:\d\d:\d\d\.\d{3} /, ''))
  assert.deepEqual(lines, [
    '192.0.2.9:40000 · connects',
    '192.0.2.9:40000 ← text from="系统" msg="欢迎来到 Python 极客聊天室！" (78 B)',
    '192.0.2.9:40000 → text from="Ann\\u202e" target="所有人" msg=(15 characters) (76 B)',
    '192.0.2.9:40000 → hangs up',
    '192.0.2.9:40000 ← the server hangs up',
  ])
  assert.match(stderr, /^Seen: 8 packets of 1 connections\n {2}to the server: {3}text 1\n/)
})

test('texts are shown when they are asked for', async (t) => {
  const { stdout } = await capture(recorded(t), '--read', 'chat.pcap', '--include-messages')
  assert.match(stdout, /msg="meet me at nine"/)
})

test('as JSON every line has its form, the summary comes last, and nothing hidden is in it', async (t) => {
  const outcome = await capture(recorded(t), '--read', 'chat.pcap', '--json')
  const lines = linesOf(outcome)
  assert.deepEqual(
    lines.map(({ event }) => event),
    ['opened', 'packet', 'packet', 'closed', 'closed', 'summary'],
  )
  assert.doesNotMatch(outcome.stdout, /nine/)
  assert.equal(outcome.stderr, '')
})

test('a recording comes through a pipe as well', (t) => {
  const folder = recorded(t)
  const input = readFileSync(join(folder, 'chat.pcap'))
  const args = [PROGRAM, 'capture', '--port', '3000', '--read', '-']
  const stdout = execFileSync(process.execPath, args, {
    input,
    cwd: folder,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  assert.match(String(stdout), /192\.0\.2\.9:40000 → text from=/)
})

test('where the port is another one, that is said with those that are in it', async (t) => {
  const { code, stdout, stderr } = await runCommand(recorded(t), [
    'capture',
    '--port',
    '3999',
    '--read',
    'chat.pcap',
  ])
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /Nothing passed port 3999, but others: 3000\. To show one: --port NUMBER/)
})

/** A program of that name that stands before the real one, and what it does. */
function fakeTcpdump(folder: string, script: string) {
  writeFileSync(join(folder, 'tcpdump'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'tcpdump'), 0o755)
  return { PATH: `${folder}${delimiter}${process.env.PATH}` }
}

const run = (folder: string, env: NodeJS.ProcessEnv, ...args: string[]) =>
  runCommand(folder, ['capture', '--port', '3000', ...args], '', env)

/** Gives the session, and then waits to be ended as tcpdump does. */
const LISTENING = `echo "tcpdump: listening on any, link-type RAW" >&2
cat chat.pcap
trap 'echo "3 packets dropped by kernel" >&2; exit 0' INT
while :; do sleep 0.05; done`

test('a recording is kept for its owner alone, and what the kernel dropped is told', async (t) => {
  const folder = recorded(t)
  const env = fakeTcpdump(folder, LISTENING)
  const { code, stderr, stdout } = await run(folder, env, '--for', '1s', '--write', 'kept.pcap')
  assert.equal(code, 0, stderr)
  assert.match(stderr, /Recording port 3000 for 1 s/)
  assert.match(stderr, /3 packets were lost because this machine could not record them fast enough/)
  assert.match(stderr, /all texts and files in clear/)
  assert.match(stdout, /→ text from=/)
  assert.equal(statSync(join(folder, 'kept.pcap')).mode & 0o777, 0o600)
  assert.ok(readFileSync(join(folder, 'kept.pcap')).equals(readFileSync(join(folder, 'chat.pcap'))))
})

test('a file that is there is not overwritten, and tcpdump does not go on', async (t) => {
  const folder = recorded(t)
  writeFileSync(join(folder, 'mine'), 'mine')
  const env = fakeTcpdump(folder, `echo $$ > pid\n${LISTENING}`)
  const { code, stderr } = await run(folder, env, '--write', 'mine')
  assert.equal(code, 1)
  assert.match(stderr, /\[capture\/exists\]/)
  assert.equal(readFileSync(join(folder, 'mine'), 'utf8'), 'mine')
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' })
})

test('an address that is none, and two wishes that exclude each other, are refused', async (t) => {
  const folder = recorded(t)
  assert.match((await capture(folder, '--ip', '10.0.0')).stderr, /\[sanctions\/not-an-address\]/)
  assert.match((await capture(folder, '--read', 'chat.pcap', '--write', 'b')).stderr, /\[cli\/usage\]/)
})
