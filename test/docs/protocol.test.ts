import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ALLOWED_EXTENSIONS } from '../../src/chat/file-names.ts'
import { configSchema } from '../../src/config/schema.ts'
import { v6Dialect } from '../../src/protocol/dialect.ts'
import { FrameDecoder } from '../../src/protocol/frame-decoder.ts'
import { LIMITS, PROTOCOL_VERSION } from '../../src/protocol/limits.ts'
import { RESERVED_NAMES, TEXTS } from '../../src/protocol/texts.ts'

const page = readFileSync('docs/protocol.md', 'utf8')
const grouped = (count: number) => count.toLocaleString('en-US')

/** The row of the table of limits that begins so. */
function limit(name: string): string {
  const row = page.split('\n').find((line) => line.startsWith(`| ${name} |`))
  assert.ok(row, name)
  return row
}

test('the limits of the protocol page are those of the code', () => {
  const { security, files } = configSchema.parse({})
  const values = {
    'body of a frame': LIMITS.bodyBytes,
    'nesting of a packet': LIMITS.jsonDepth,
    'values in a packet': LIMITS.packetValues,
    'digits of a number': LIMITS.numberDigits,
    name: LIMITS.nameCodePoints,
    text: security.max_message_length,
    file: files.max_file_bytes,
    silence: security.heartbeat_timeout,
    speed: security.max_messages_per_second,
  }
  for (const [name, value] of Object.entries(values))
    assert.match(limit(name), new RegExp(`(?<![\\d,])${grouped(value)}(?![\\d,])`))
  assert.match(limit('speed'), new RegExp(`burst of ${security.message_burst}`))
  assert.ok(page.includes(`\`${PROTOCOL_VERSION}\``) && page.includes(`\`${v6Dialect.cutSuffix}\``))
  assert.ok(page.includes(`\`${ALLOWED_EXTENSIONS.join(' ')}\``))
})

test('the frame on the protocol page is one', () => {
  const hex = /^((?:[0-9a-f]{2} )+[0-9a-f]{2})$/m.exec(page)?.[1] ?? ''
  const decoder = new FrameDecoder()
  decoder.push(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
  const body = decoder.next()
  assert.ok(Buffer.isBuffer(body))
  assert.deepEqual(JSON.parse(body.toString()), { type: 'heartbeat' })
  assert.equal(decoder.pendingBytes, 0)
})

test('every text that the server sends stands on the protocol page, to the letter', () => {
  const { perAddress, renamedYou, renamed, nameRefused, nameTaken, offline, fileType, ...rest } = TEXTS
  const { fileSize, fileSaved, messageLimit, ...plain } = rest
  const filled = [
    perAddress(5),
    renamedYou('NEW'),
    renamed('NAME', 'NEW'),
    nameRefused('NEW'),
    nameTaken('NAME', 'NEW'),
    offline('NAME'),
    fileType(ALLOWED_EXTENSIONS),
    fileSize('10.0'),
    fileSaved('NAME', '0.2'),
    messageLimit(1000),
  ]
  for (const text of [...Object.values(plain), ...filled, ...RESERVED_NAMES.v9])
    assert.ok(page.includes(`\`${text}\``), text)
})
