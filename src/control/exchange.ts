import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { ChatctlError } from '../errors/chatctl-error.ts'

/** One HTTP request to the control socket. */
export interface Exchange {
  readonly socket: string
  readonly agent: Agent | false
  readonly path: string
  /** With a body the request is a POST of JSON, without one a GET. */
  readonly body?: string
  /** Milliseconds for the whole of it, or the longest silence. */
  readonly limit: { readonly totalMs: number } | { readonly silenceMs: number }
  readonly signal?: AbortSignal | undefined
}

/** An answer whose head has arrived. */
export interface OpenExchange {
  readonly statusCode: number
  /** The body as it comes, decoded; leaving the loop closes the connection. */
  chunks(): AsyncGenerator<string, void, undefined>
  /** The whole body. */
  text(): Promise<string>
}

/** Largest answer that is collected, in characters. */
const MAX_ANSWER = 64 << 20

/** The error for a connection that ended before its answer did. */
export function cutOff(socket: string): ChatctlError {
  return new ChatctlError('control/cut-off', { socket })
}

/** Sends a request and collects the body of the answer, whatever its status. */
export async function readAll(exchange: Exchange): Promise<string> {
  return (await open(exchange)).text()
}

/**
 * Sends a request and waits for the head of the answer.
 *
 * @throws ChatctlError with the reason; the signal's reason if that was aborted
 */
export async function open(exchange: Exchange): Promise<OpenExchange> {
  const stop = new AbortController()
  const request = start(exchange)
  const clock = limitClock(exchange, (error) => stop.abort(error))
  const onAbort = () => stop.abort(exchange.signal?.reason)
  const release = () => {
    clock.stop()
    exchange.signal?.removeEventListener('abort', onAbort)
    request.destroy()
  }
  // Settles by itself: a request that still waits for a free socket reports its own destruction only when it gets one.
  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => {
      release()
      reject(stop.signal.reason)
    })
  })
  stopped.catch(() => {})
  exchange.signal?.addEventListener('abort', onAbort, { once: true })
  if (exchange.signal?.aborted) onAbort()
  try {
    const response = await Promise.race([stopped, head(request)])
    return reading(response, { exchange, stopped, clock, release })
  } catch (error) {
    release()
    throw stop.signal.aborted ? stop.signal.reason : explain(error, exchange.socket)
  }
}

interface Reading {
  readonly exchange: Exchange
  readonly stopped: Promise<never>
  readonly clock: Clock
  readonly release: () => void
}

function reading(response: IncomingMessage, { exchange, stopped, clock, release }: Reading): OpenExchange {
  response.setEncoding('utf8')
  async function* chunks() {
    const pieces = response[Symbol.asyncIterator]()
    try {
      while (true) {
        const next = await Promise.race([stopped, pieces.next()])
        if (next.done) break
        clock.touch()
        yield next.value as string
      }
    } catch (error) {
      throw error instanceof ChatctlError || exchange.signal?.aborted ? error : cutOff(exchange.socket)
    } finally {
      release()
    }
  }
  async function text() {
    let collected = ''
    for await (const chunk of chunks()) {
      collected += chunk
      if (collected.length > MAX_ANSWER) throw cutOff(exchange.socket)
    }
    return collected
  }
  return { statusCode: response.statusCode ?? 0, chunks, text }
}

function start({ socket, agent, path, body }: Exchange): ClientRequest {
  // Importing node:http costs every command some 40 ms; asking for the built-in module costs 3.
  const { request } = process.getBuiltinModule('node:http')
  const headers =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': byteLength(body) }
  const sent = request({
    socketPath: socket,
    agent,
    path,
    host: 'localhost',
    method: body === undefined ? 'GET' : 'POST',
    headers,
  })
  sent.on('error', () => {})
  sent.end(body)
  return sent
}

const byteLength = (text: string) => Buffer.byteLength(text)

function head(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
  })
}

interface Clock {
  touch(): void
  stop(): void
}

function limitClock({ limit, socket }: Exchange, expired: (error: ChatctlError) => void): Clock {
  const ms = 'totalMs' in limit ? limit.totalMs : limit.silenceMs
  const timer = setTimeout(() => expired(new ChatctlError('control/no-answer', { socket })), ms)
  return {
    touch: () => {
      if ('silenceMs' in limit) timer.refresh()
    },
    stop: () => clearTimeout(timer),
  }
}

function explain(error: unknown, socket: string): ChatctlError {
  const cause = { cause: error }
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ECONNREFUSED':
      return new ChatctlError('control/not-running', {}, cause)
    case 'EACCES':
    case 'EPERM':
      return new ChatctlError('control/denied', { path: socket, needs: 'root' }, cause)
    case 'EAGAIN':
      return new ChatctlError('control/no-answer', { socket }, cause)
    default:
      return new ChatctlError('control/cut-off', { socket }, cause)
  }
}
