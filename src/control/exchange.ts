import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { type Clock, limitClock, type TimeLimit } from './limit-clock.ts'

/** One HTTP request to the control socket. */
export interface Exchange {
  readonly socket: string
  readonly agent: Agent | false
  readonly path: string
  /** With a body the request is a POST of JSON, without one a GET. */
  readonly body?: string
  readonly limit: TimeLimit
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

/** Sends a request and collects the body of the answer, whatever its status. Throws as {@link open}. */
export async function readAll(exchange: Exchange): Promise<{ statusCode: number; text: string }> {
  const response = await open(exchange)
  return { statusCode: response.statusCode, text: await response.text() }
}

/**
 * Sends a request and waits for the head of the answer.
 *
 * @throws ChatctlError with the reason; the signal's reason if that was aborted
 */
export async function open(exchange: Exchange): Promise<OpenExchange> {
  const stop = new AbortController()
  const request = start(exchange)
  const clock = limitClock(exchange.limit, () =>
    stop.abort(new ChatctlError('control/no-answer', { socket: exchange.socket })),
  )
  const onAbort = () => stop.abort(exchange.signal?.reason)
  const release = () => {
    clock.stop()
    exchange.signal?.removeEventListener('abort', onAbort)
    request.destroy()
  }
  exchange.signal?.addEventListener('abort', onAbort, { once: true })
  if (exchange.signal?.aborted) onAbort()
  try {
    const response = await head(request, stop.signal)
    return reading(response, { socket: exchange.socket, stop: stop.signal, clock, release })
  } catch (error) {
    release()
    throw stop.signal.aborted ? stop.signal.reason : explain(error, exchange.socket)
  }
}

interface Reading {
  readonly socket: string
  readonly stop: AbortSignal
  readonly clock: Clock
  readonly release: () => void
}

function reading(response: IncomingMessage, { socket, stop, clock, release }: Reading): OpenExchange {
  response.setEncoding('utf8')
  stop.addEventListener('abort', release)
  if (stop.aborted) release()
  async function* chunks() {
    try {
      for await (const piece of response) {
        clock.pause()
        yield piece as string
        clock.resume()
      }
    } catch {
      throw stop.aborted ? stop.reason : cutOff(socket)
    } finally {
      release()
    }
  }
  async function text() {
    let collected = ''
    for await (const chunk of chunks()) {
      collected += chunk
      if (collected.length > MAX_ANSWER) throw cutOff(socket)
    }
    return collected
  }
  return { statusCode: response.statusCode ?? 0, chunks, text }
}

function start({ socket, agent, path, body }: Exchange): ClientRequest {
  // Importing node:http costs every command some 40 ms; asking for the built-in module costs 3.
  const { request } = process.getBuiltinModule('node:http')
  const headers =
    body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
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

function head(request: ClientRequest, stop: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.once('error', reject)
    // A request that still waits for a free socket reports its own destruction only when it gets one.
    const onStop = () => reject(stop.reason)
    stop.addEventListener('abort', onStop)
    if (stop.aborted) onStop()
  })
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
