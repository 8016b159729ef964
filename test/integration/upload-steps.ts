import assert from 'node:assert/strict'
import type { Daemon } from '../helpers/daemon.ts'
import { bare, isTalk } from '../helpers/packets.ts'
import type { Packet, WireClient } from '../helpers/wire-client.ts'

export const LARGEST_FILE = 10_485_760
/** A large file takes its time on a busy machine. */
const LONG = 15_000

export const upload = (filename: unknown, data: unknown) => ({
  type: 'file_upload',
  from: 'Ann',
  filename,
  data,
})

/** Uploads, and gives the announcement and the success text as the uploader sees them. */
export async function store(
  client: WireClient,
  filename: string,
  bytes: Uint8Array,
): Promise<[Packet, Packet]> {
  client.send(upload(filename, Buffer.from(bytes).toString('base64')))
  const notify = await client.next(isTalk, LONG)
  assert.equal(notify.type, 'file_notify', JSON.stringify(notify))
  return [notify, await client.next()]
}

/** The first answer to an upload. */
export async function answerTo(daemon: Daemon, packet: object): Promise<Packet> {
  const ann = await daemon.join('Ann')
  ann.send(packet)
  return bare(await ann.next(isTalk, LONG))
}
