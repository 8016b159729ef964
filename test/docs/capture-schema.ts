import { z } from 'zod'

const whole = z.int().min(0)
const side = z.enum(['client', 'server'])
const end = z.string().describe('address:port')

const place = { time: z.iso.datetime(), connection: z.int().min(1), client: end, server: end }
const by = side.describe('who sent it')

const hidden = z
  .strictObject({
    hidden: z.enum(['text', 'data', 'secret', 'value']),
    size: whole.describe('characters; of data bytes'),
  })
  .describe('what stands in the place of a value that is not shown')

const summary = z.strictObject({
  event: z.literal('summary'),
  records: whole,
  segments: whole.describe('records of the chat'),
  fragments: whole.describe('IP fragments, which are left out'),
  unknownLinks: whole.describe('records of a link type that is not known, which are left out'),
  connections: whole,
  repeated: whole,
  early: whole.describe('segments that came before their turn'),
  gapBytes: whole.describe('bytes that are not in the recording'),
  packets: z.record(side, z.record(z.string(), whole)).describe('packets by sender and type'),
  bad: whole.describe('broken frames'),
  otherPorts: z.array(whole),
  dropped: whole.nullable().describe('packets that could not be recorded; null where that is not known'),
  file: z.string().nullable(),
  interrupted: z.boolean(),
  cutOff: z.boolean().describe('the recording ends within a packet'),
})

/** A line of `chatctl capture --json`; the summary is the last. */
export const captureLineSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.enum(['opened', 'joined']), ...place }),
  z.strictObject({ event: z.enum(['closed', 'reset', 'encrypted']), ...place, by }),
  z.strictObject({ event: z.enum(['gap', 'skipped']), ...place, by, bytes: whole }),
  z.strictObject({ event: z.literal('bad-length'), ...place, by, length: whole }),
  z.strictObject({
    event: z.literal('bad-packet'),
    ...place,
    by,
    bytes: whole,
    why: z.enum(['utf8', 'json', 'depth', 'shape', 'values']),
  }),
  z.strictObject({
    event: z.literal('packet'),
    ...place,
    by,
    bytes: whole,
    packet: z.record(z.string(), z.union([hidden, z.unknown()])),
  }),
  summary,
])
