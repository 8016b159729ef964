import { once } from 'node:events'
import { type Duplex, duplexPair } from 'node:stream'
import { Session, type SessionOptions } from '../../src/client/session.ts'
import type { SessionEvent } from '../../src/client/session-events.ts'
import { FrameReader, frame } from '../helpers/framing.ts'

export const GREETING = '欢迎来到 Python 极客聊天室！'
const META = { msg_id: '1766000000000_1_9f3c01ab', protocol_version: '1.0.0' }

/** The server's end of a stream: sends what a test wants, and keeps what the client says. */
export class FakePeer {
  readonly heard: Record<string, unknown>[] = []
  readonly stream: Duplex
  readonly #frames = new FrameReader()
  #ended = false

  constructor(stream: Duplex) {
    this.stream = stream
    stream.on('error', () => {})
    stream.on('data', (chunk: Buffer) => {
      for (const body of this.#frames.push(chunk)) this.heard.push(JSON.parse(body.toString()))
      stream.emit('heard')
    })
    stream.on('end', () => {
      this.#ended = true
      stream.emit('heard')
    })
  }

  get hasEnded(): boolean {
    return this.#ended
  }

  send(packet: object): void {
    this.stream.write(frame(JSON.stringify(packet)))
  }

  /** A packet as v9 servers send it. */
  v9(packet: object): void {
    this.send({ ...packet, ...META })
  }

  system(msg: string, rules: 'v9' | 'v6' = 'v9'): void {
    const packet = { type: 'text', from: '系统', msg }
    if (rules === 'v9') this.v9(packet)
    else this.send(packet)
  }

  /** Waits until the client has said something of this kind; gives it. */
  async hears(wanted: (packet: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.heard.find(wanted)
      if (found !== undefined) return found
      await once(this.stream, 'heard')
    }
  }

  async hearsEnd(): Promise<void> {
    while (!this.#ended) await once(this.stream, 'heard')
  }
}

export const ofType = (type: string) => (packet: Record<string, unknown>) => packet.type === type

const open = new Set<Session>()

/** Ends what the tests of a file have left open; their heartbeats would keep the process alive. */
export function endSessions(): void {
  for (const one of open) one.destroy()
  open.clear()
}

/** A session, the events that it has told, and the peer at the other end. */
export function session(options: Partial<SessionOptions> = {}) {
  const [mine, theirs] = duplexPair()
  const peer = new FakePeer(theirs)
  const events: SessionEvent[] = []
  const told = new EventTarget()
  const created = new Session(mine, {
    name: 'Ann',
    ...options,
    onEvent(event) {
      events.push(event)
      options.onEvent?.(event)
      told.dispatchEvent(new Event('told'))
    },
  })
  open.add(created)
  const tells = async <Kind extends SessionEvent['kind']>(kind: Kind) => {
    for (;;) {
      const found = events.find((event) => event.kind === kind)
      if (found !== undefined) return found as Extract<SessionEvent, { kind: Kind }>
      await once(told, 'told')
    }
  }
  return { session: created, stream: mine, peer, events, tells }
}

/** The same, after the greeting of a server with these rules; the event of it is left out. */
export async function greeted(rules: 'v9' | 'v6' = 'v9', options: Partial<SessionOptions> = {}) {
  const all = session(options)
  all.peer.system(GREETING, rules)
  await all.tells('welcome')
  all.events.splice(0)
  return all
}
