import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Bare connections, as an attacker makes them. */
export class Flood implements Disposable {
  readonly #sockets: Socket[]
  readonly #ended: Promise<unknown>[]
  /** Connections that the server has ended. */
  ended = 0

  /**
   * @param from   the address of each connection
   * @param bytes  what each sends as soon as it can
   */
  constructor(port: number, from: readonly string[], bytes?: Uint8Array) {
    this.#sockets = from.map((localAddress) => {
      const socket = connect({ port, host: '127.0.0.1', localAddress })
      socket.on('error', () => {})
      socket.on('connect', () => bytes && socket.write(bytes))
      socket.on('close', () => this.ended++)
      return socket.resume()
    })
    this.#ended = this.#sockets.map((socket) => once(socket, 'close').catch(() => {}))
  }

  async allEnded(): Promise<void> {
    await Promise.all(this.#ended)
  }

  write(bytes: Uint8Array): void {
    for (const socket of this.#sockets) if (socket.writable) socket.write(bytes)
  }

  [Symbol.dispose](): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}

/** One address, so many times. */
export const same = (address: string, count: number): string[] => Array.from({ length: count }, () => address)

/** So many addresses of 127.NET.0.0/16. */
export const many = (net: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `127.${net}.${at >> 7}.${1 + (at & 127)}`)

/** The head of a frame of a MiB, and so many of its bytes. */
export function halfFrame(sent: number): Buffer {
  const bytes = Buffer.alloc(4 + sent, ' ')
  bytes.writeUInt32BE(1 << 20)
  return bytes
}
