import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { canonicalAddress } from '../chat/address.ts'
import type { Config } from '../config/schema.ts'
import type { ListenAddress } from '../control/methods.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Log } from '../logging/log.ts'
import { readRegular } from '../store/read-regular.ts'

/** Takes a connection with the address that it comes from. */
export type Accept = (socket: Socket, ip: string, port: number, tls: boolean) => void

/** What the kernel may hold until we accept; it cuts this down to net.core.somaxconn. */
const BACKLOG = 4096
/** Silence after which the kernel asks whether the other side is still there, in ms. */
const KEEPALIVE_MS = 60_000
/** A TLS client has so long to introduce itself, in ms. */
const HANDSHAKE_MS = 10_000

const SOCKET_OPTIONS = {
  // A client that hangs up by half still gets the answers to what it said.
  allowHalfOpen: true,
  noDelay: true,
  keepAlive: true,
  keepAliveInitialDelay: KEEPALIVE_MS,
}

/** The ports that clients connect to. */
export class Listener {
  readonly #servers: Server[] = []
  readonly addresses: ListenAddress[] = []

  /**
   * Binds the chat port and, where it is configured, the TLS port.
   *
   * @throws ChatctlError `server/address-in-use` and the like: nothing stays bound then
   */
  async open(config: Config, accept: Accept, log: Log): Promise<void> {
    const { host, port, tls } = config.server
    try {
      await this.#listen(createServer(SOCKET_OPTIONS, acceptor(accept, false)), host, port, false, log)
      if (tls !== undefined)
        await this.#listen(await tlsServer(tls, accept, log), tls.host ?? host, tls.port, true, log)
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Stops listening; connections that are open stay open. */
  close(): void {
    for (const server of this.#servers.splice(0)) server.close()
  }

  async #listen(server: Server, host: string, port: number, tls: boolean, log: Log): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    server.once('error', (error: NodeJS.ErrnoException) => reject(startError(error, host, port)))
    server.listen({ host, port, backlog: BACKLOG }, resolve)
    await promise
    server.removeAllListeners('error')
    // Running out of descriptors, for one: the connection is lost, the server is not.
    server.on('error', (error) => log.event('door/accept-failed', { error: error.message }))
    this.#servers.push(server)
    const address = server.address()
    const bound = { host, port: typeof address === 'object' && address ? address.port : port, tls }
    this.addresses.push(bound)
    // Before the first connection can come, so that it stands before that in the log as well.
    log.event('server/started', bound)
  }
}

function acceptor(accept: Accept, tls: boolean) {
  return (socket: Socket) => {
    const { remoteAddress, remotePort = 0 } = socket
    // Gone again before we came to it.
    if (remoteAddress === undefined) socket.destroy()
    else accept(socket, canonicalAddress(remoteAddress), remotePort, tls)
  }
}

async function tlsServer(
  { cert, key }: { readonly cert: string; readonly key: string },
  accept: Accept,
  log: Log,
): Promise<Server> {
  const [certificate, privateKey] = await Promise.all([readPem(cert), readPem(key)])
  try {
    const server = createTlsServer(
      { ...SOCKET_OPTIONS, cert: certificate, key: privateKey, handshakeTimeout: HANDSHAKE_MS },
      acceptor(accept, true),
    )
    server.on('tlsClientError', (error, socket) => {
      log.event('door/tls-failed', {
        ip: canonicalAddress(socket.remoteAddress ?? '?'),
        error: error.message,
      })
    })
    return server
  } catch (error) {
    throw new ChatctlError('server/tls-unusable', { cert, key, detail: (error as Error).message })
  }
}

async function readPem(path: string): Promise<Buffer> {
  try {
    return await readRegular(path)
  } catch (error) {
    throw new ChatctlError('server/tls-unreadable', {
      path,
      code: (error as NodeJS.ErrnoException).code ?? '?',
    })
  }
}

function startError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ChatctlError('server/address-in-use', { host, port, holder: '' }, { cause: error })
    case 'EACCES':
      return new ChatctlError('server/port-privileged', { host, port }, { cause: error })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ChatctlError('server/address-unavailable', { host, port }, { cause: error })
    default:
      return new ChatctlError('server/cannot-listen', { host, port, detail: error.message }, { cause: error })
  }
}
