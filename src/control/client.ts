import { ChatctlError } from '../errors/chatctl-error.ts'
import { type ControlAnswer, fromFault } from './answer.ts'
import { cutOff, type Exchange, open, readAll } from './exchange.ts'
import { readLines } from './lines.ts'
import type { Located } from './locate.ts'
import {
  CONTROL_VERSION,
  type ControlMethod,
  type ControlMethods,
  type ControlStream,
  type ControlStreams,
} from './methods.ts'

export interface CallOptions {
  /** Aborting rejects the call with the signal's reason; what the daemon has begun it finishes. */
  readonly signal?: AbortSignal
  /** Milliseconds until the whole answer must be there; 5000 if not given. */
  readonly timeoutMs?: number
}

const CALL_TIMEOUT_MS = 5000
/** A greeting takes no work: a server that takes longer hangs, and who asks wants to know that now. */
const GREETING_TIMEOUT_MS = 2000
/** Three of the daemon's heartbeats: a stream that is silent for longer has lost its server. */
const STREAM_SILENCE_MS = 30_000

/**
 * Speaks to one running daemon. It keeps no connection between calls, so there is nothing to close and a daemon that
 * was restarted on the same socket is simply found again.
 *
 * @example const users = await client.call('users', {})
 */
export class ControlClient {
  readonly socket: string
  readonly #agent = new (process.getBuiltinModule('node:http').Agent)({ keepAlive: false, maxSockets: 8 })

  constructor(socket: string) {
    this.socket = socket
  }

  /**
   * Calls one method of the daemon.
   *
   * @throws ChatctlError `control/not-running`, `control/denied`, `control/no-answer`, `control/cut-off`,
   * `control/not-taken`, or whatever the daemon answered; the signal's reason if it was aborted
   */
  async call<M extends ControlMethod>(
    method: M,
    params: ControlMethods[M]['params'],
    options: CallOptions = {},
  ): Promise<ControlMethods[M]['result']> {
    const exchange: Exchange = {
      socket: this.socket,
      agent: this.#agent,
      path: `/v1/${method}`,
      body: JSON.stringify(params),
      limit: { totalMs: options.timeoutMs ?? CALL_TIMEOUT_MS },
      signal: options.signal,
    }
    const { statusCode, text } = await readAll(exchange)
    const answer = parseAnswer(statusCode, text, this.socket)
    if ('error' in answer) throw fromFault(answer.error)
    return answer.result as ControlMethods[M]['result']
  }

  /**
   * Follows a stream of the daemon until the caller leaves the loop or aborts; both end it quietly, and so does a
   * daemon that shuts down.
   *
   * @throws ChatctlError as {@link call}, and `control/cut-off` if the daemon dropped this follower as too slow
   */
  async *stream<S extends ControlStream>(
    name: S,
    params: ControlStreams[S]['params'],
    signal?: AbortSignal,
  ): AsyncGenerator<ControlStreams[S]['item'], void, undefined> {
    const query = new URLSearchParams(Object.entries(params).filter(([, value]) => value !== undefined))
    const exchange: Exchange = {
      socket: this.socket,
      agent: false,
      path: `/v1/${name}?${query}`,
      limit: { silenceMs: STREAM_SILENCE_MS },
      signal,
    }
    try {
      const response = await open(exchange)
      if (response.statusCode !== 200) {
        const answer = parseAnswer(response.statusCode, await response.text(), this.socket)
        throw 'error' in answer ? fromFault(answer.error) : cutOff(this.socket)
      }
      for await (const line of readLines(response.chunks())) yield JSON.parse(line)
    } catch (error) {
      if (!signal?.aborted) throw error
    }
  }
}

/**
 * A client for the daemon that {@link locateDaemon} found, after checking that it answers and speaks this contract.
 *
 * @throws ChatctlError `control/not-running` or `control/died` (nothing runs), `control/denied`, `control/several`,
 * `control/unreachable`, `control/no-answer`, `control/version`
 */
export async function connectControl(found: Located, options: CallOptions = {}): Promise<ControlClient> {
  const client = new ControlClient(socketOf(found))
  const { version, server } = await client.call('hello', {}, { timeoutMs: GREETING_TIMEOUT_MS, ...options })
  if (version !== CONTROL_VERSION) {
    throw new ChatctlError('control/version', { server, theirs: version, ours: CONTROL_VERSION })
  }
  return client
}

function socketOf(found: Located): string {
  switch (found.state) {
    case 'running':
      return found.socket
    case 'down':
      throw new ChatctlError('control/not-running')
    case 'stale':
      throw new ChatctlError('control/died', { pid: found.pid })
    case 'denied':
      throw new ChatctlError('control/denied', { path: found.path, needs: found.needs })
    case 'several':
      throw new ChatctlError('control/several', { sockets: found.sockets.join(', ') })
    case 'unreachable':
      throw new ChatctlError(found.busy ? 'control/no-answer' : 'control/unreachable', {
        pid: found.pid,
        socket: found.socket,
      })
  }
}

/** What the server's HTTP itself says of a request that it has not got to within its limit: no method has heard of it. */
const REQUEST_TIMEOUT = 408

function parseAnswer(statusCode: number, text: string, socket: string): ControlAnswer {
  if (statusCode === REQUEST_TIMEOUT) throw new ChatctlError('control/not-taken', { socket })
  try {
    const answer = JSON.parse(text)
    if (isAnswer(answer)) return answer
  } catch {}
  throw cutOff(socket)
}

function isAnswer(answer: unknown): answer is ControlAnswer {
  if (typeof answer !== 'object' || answer === null) return false
  return (
    'result' in answer || ('error' in answer && typeof answer.error === 'object' && answer.error !== null)
  )
}
