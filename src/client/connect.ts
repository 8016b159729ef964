import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** How to encrypt, and whom to believe. */
export interface TlsChoice {
  /** Certificates (PEM) that are trusted instead of the system's. */
  readonly ca?: Buffer
  /** Believe whoever answers. */
  readonly insecure?: boolean
  /** Whose certificate it has to be, where we connect to an address of that name. */
  readonly servername?: string
}

/** Where a chat server should be. */
export interface ChatAddress {
  /** Name or address. */
  readonly host: string
  readonly port: number
  readonly tls?: TlsChoice | undefined
}

/** Why there is no connection. `tls-failed`: the other side speaks no TLS; `tls-untrusted`: it does, and is not believed. */
export type ConnectFailure =
  | 'unknown-host'
  | 'refused'
  | 'timeout'
  | 'unreachable'
  | 'reset'
  | 'tls-failed'
  | 'tls-untrusted'

/** A connection that could not be made. */
export class ConnectError extends Error {
  readonly why: ConnectFailure
  /** The system's own word for it, such as `ECONNREFUSED`. */
  readonly detail: string

  constructor(why: ConnectFailure, detail: string, options?: ErrorOptions) {
    super(`${why} (${detail})`, options)
    this.name = 'ConnectError'
    this.why = why
    this.detail = detail
  }
}

export interface ConnectLimits {
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** Silence after which the kernel asks whether the server is still there, in ms. */
const KEEPALIVE_MS = 30_000

/**
 * Connects to a chat server; with TLS, the handshake is over when it resolves.
 *
 * @throws ConnectError, or the signal's reason if that was aborted
 */
export async function openConnection(address: ChatAddress, limits: ConnectLimits): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = start(address, resolve)
  const timer = setTimeout(() => reject(new ConnectError('timeout', 'ETIMEDOUT')), limits.timeoutMs)
  const onAbort = () => reject(limits.signal?.reason)
  const onError = (error: NodeJS.ErrnoException) => reject(explain(error))
  const onClose = () => reject(new ConnectError('reset', 'ECONNRESET'))
  socket.on('error', onError).on('close', onClose)
  limits.signal?.addEventListener('abort', onAbort, { once: true })
  if (limits.signal?.aborted) onAbort()
  try {
    await promise
    socket.off('error', onError).off('close', onClose)
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
    limits.signal?.removeEventListener('abort', onAbort)
  }
}

function start({ host, port, tls }: ChatAddress, ready: () => void): Socket {
  const options = {
    host,
    port,
    // We want to hear the server's answers after we have said our last.
    allowHalfOpen: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEPALIVE_MS,
  }
  if (tls === undefined) return connect(options, ready)
  const { insecure = false, ...whom } = tls
  return connectTls({ ...options, ...whom, rejectUnauthorized: !insecure }, ready)
}

/** Errors of the TLS library that tell of the protocol, not of the certificate. */
const NOT_TLS = /^(?:ERR_SSL_|EPROTO$)/

function explain(error: NodeJS.ErrnoException): ConnectError {
  const detail = error.code ?? error.message
  const failed = (why: ConnectFailure) => new ConnectError(why, detail, { cause: error })
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
    case 'ENODATA':
      return failed('unknown-host')
    case 'ECONNREFUSED':
      return failed('refused')
    case 'ETIMEDOUT':
      return failed('timeout')
    case 'ECONNRESET':
    case 'EPIPE':
      return failed('reset')
  }
  if (NOT_TLS.test(detail)) return failed('tls-failed')
  // What remains with a system call are the ways in which a network says no; without one, a certificate was refused.
  return failed(error.syscall === undefined ? 'tls-untrusted' : 'unreachable')
}
