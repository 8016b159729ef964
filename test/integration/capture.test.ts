import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { z } from 'zod'
import { captureLineSchema } from '../docs/capture-schema.ts'
import { chatctl } from '../helpers/chatctl.ts'
import { Daemon } from '../helpers/daemon.ts'

const DISSECTOR = join(import.meta.dirname, '../../docs/wireshark/chatctl.lua')
const SEPARATOR = '\x1f'

function lacks(): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux, to record'
  for (const program of ['tcpdump', 'tshark'])
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' })
    } catch {
      return `needs ${program}`
    }
  return false
}

type Line = z.infer<typeof captureLineSchema>
type PacketLine = Extract<Line, { event: 'packet' }>

/** What tshark reads from a recording with our dissector: one row a frame. */
async function tshark(folder: string, port: number, fields: readonly string[]): Promise<string[][]> {
  const { stdout } = await promisify(execFile)(
    'tshark',
    [
      ...[
        '-X',
        `lua_script:${DISSECTOR}`,
        '-d',
        `tcp.port==${port},chatctl`,
        '-r',
        join(folder, 'chat.pcap'),
      ],
      ...[
        '-Y',
        'chatctl',
        '-T',
        'fields',
        '-E',
        `separator=${SEPARATOR}`,
        '-E',
        'occurrence=a',
        '-E',
        'aggregator=\x1e',
      ],
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { env: { ...process.env, HOME: folder, LC_ALL: 'C.UTF-8' }, maxBuffer: 64 << 20 },
  )
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(SEPARATOR))
}

test('what a real session sent is in the recording, as chatctl and as tshark read it', {
  skip: lacks(),
}, async () => {
  await using daemon = await Daemon.start()
  const args = [
    'capture',
    '--for',
    '60s',
    '--interface',
    'lo',
    '--write',
    'chat.pcap',
    '--include-messages',
    '--json',
  ]
  const { child, exit } = chatctl(daemon.folder, [...args, '--config', daemon.configFile])
  let said = ''
  while (!said.includes('Recording port'))
    said += String(await once(child.stderr as NodeJS.ReadableStream, 'data'))

  const texts = [
    'hello',
    'Zwölf Boxkämpfer',
    '聊天 😀 "quoted" \\ back',
    'line\nbreak\tand tab',
    'y'.repeat(900),
  ]
  const [alice, bob] = await daemon.joinAll('Alice', 'Bob')
  for (const msg of texts) alice.send({ type: 'text', from: 'Alice', target: '所有人', msg })
  alice.send({ type: 'heartbeat' })
  const data = Buffer.alloc(300_000, 'chat').toString('base64')
  alice.send({ type: 'file_upload', from: 'Alice', filename: 'big.txt', data })
  await bob.next(({ type }) => type === 'file_notify')
  alice.send({ type: 'text', from: 'Alice', target: 'Bob', msg: 'end' })
  await bob.next(({ msg }) => msg === 'end')
  await daemon.disconnectAll()
  child.kill('SIGINT')
  const { code, stdout, stderr } = await exit
  assert.equal(code, 130, stderr)

  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => captureLineSchema.parse(JSON.parse(line)))
  const summary = lines.at(-1)
  assert.ok(summary?.event === 'summary')
  assert.deepEqual([summary.dropped, summary.gapBytes, summary.bad, summary.connections], [0, 0, 0, 2])
  const packets = lines.filter((line): line is PacketLine => line.event === 'packet')
  const sent = packets.filter(({ by, packet }) => by === 'client' && packet.type === 'text')
  assert.deepEqual(
    sent.map(({ packet }) => packet.msg),
    [...texts, 'end'],
  )
  const upload = packets.find(({ packet }) => packet.type === 'file_upload')
  assert.deepEqual(upload?.packet.data, { hidden: 'data', size: 300_000 })

  const rows = await tshark(daemon.folder, daemon.port, [
    'tcp.dstport',
    'chatctl.type',
    'chatctl.length',
    '_ws.expert',
  ])
  const frames = (toServer: boolean) =>
    rows
      .filter(([port]) => (port === String(daemon.port)) === toServer)
      .flatMap(([, types = '', lengths = '']) => {
        const sizes = lengths.split('\x1e')
        return types.split('\x1e').map((type, at) => `${type} ${sizes[at]}`)
      })
      .sort()
  for (const by of ['client', 'server'] as const)
    assert.deepEqual(
      frames(by === 'client'),
      packets
        .filter((line) => line.by === by)
        .map(({ packet, bytes }) => `${packet.type} ${bytes}`)
        .sort(),
    )
  const heard = await tshark(daemon.folder, daemon.port, ['chatctl.from', 'chatctl.target', 'chatctl.msg'])
  const shown = heard
    .filter(([from, target]) => from === 'Alice' && target === 'Bob')
    .flatMap(([, , msg]) => msg)
  assert.ok(shown.includes('end'))
  const all = heard.flatMap(([, , msg = '']) => msg.split('\x1e'))
  // tshark writes what is no printable character of a text as an escape.
  for (const msg of ['hello', 'Zwölf Boxkämpfer', 'line\\nbreak\\tand tab', 'y'.repeat(900)])
    assert.ok(all.includes(msg), `${msg} in ${JSON.stringify(all).slice(0, 2000)}`)
})
