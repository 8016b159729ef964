import type { Duplex } from 'node:stream'
import type { Refusal } from '../chat/admission.ts'
import { frameOf } from '../protocol/frame.ts'
import { TEXTS } from '../protocol/texts.ts'
import type { ChatServer } from './chat-server.ts'

/** How long somebody who is turned away may take to read why, in ms. */
const READ_MS = 1000
/** So many may do that at the same time; in a storm of connections the rest is closed at once. */
const MOST_READING = 256

let reading = 0

/** Tells a connection why it is not let in, and closes it (protocol clause 2, and 17 no. 9). */
export function refuse(server: ChatServer, socket: Duplex, ip: string, refusal: Refusal): void {
  const text = textOf(server, refusal)
  server.counters.refuse(refusal)
  if (server.refusals.isTold(ip, refusal, server.clock.now())) logRefusal(server, ip, refusal, text)
  socket.on('error', () => {})
  // Half-open, and read to the end: closing over unread bytes would reset the connection before the text is read.
  socket.resume()
  socket.end(frameOf(server.dialect.system(text)))
  if (reading >= MOST_READING) {
    socket.once('finish', () => socket.destroy())
    return
  }
  reading++
  const patience = setTimeout(() => socket.destroy(), READ_MS).unref()
  socket.once('close', () => {
    clearTimeout(patience)
    reading--
  })
}

/** Tells the log of refusals that were too many to be told one by one. */
export function logMoreRefusals(server: ChatServer, ip: string, refusal: Refusal, count: number): void {
  server.log.event('door/repeated', { ip, count, reason: textOf(server, refusal) })
}

function textOf({ config }: ChatServer, refusal: Refusal): string {
  switch (refusal) {
    case 'banned':
      return TEXTS.banned
    case 'full':
      return TEXTS.full
    case 'rate':
      return TEXTS.tooFrequent
    case 'per-address':
      return TEXTS.perAddress(config.security.max_connections_per_ip)
  }
}

function logRefusal({ log }: ChatServer, ip: string, refusal: Refusal, reason: string): void {
  if (refusal === 'banned') log.event('door/banned', { ip })
  else if (refusal === 'full') log.event('door/full', { ip })
  else log.event('door/refused', { ip, reason })
}
