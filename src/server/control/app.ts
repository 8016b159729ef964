import { type FastifyInstance, type FastifyReply, fastify } from 'fastify'
import { toFault } from '../../control/answer.ts'
import type { ControlMethod } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { Followers } from './followers.ts'
import { CONTROL_LIMITS, type ControlLimits } from './limits.ts'
import type { Operations, OperationTable } from './operations.ts'
import { METHOD_PARAMS, parseParams, STREAM_PARAMS } from './params.ts'
import { statusOf, toChatctlError } from './statuses.ts'

export interface ControlAppOptions {
  readonly operations: Operations
  readonly limits?: Partial<ControlLimits>
  /** Told of every failure that is no ChatctlError: a bug of the daemon. */
  readonly onBug?: (error: unknown, method: string) => void
}

/** The HTTP side of the control socket: `POST /v1/<method>` for every method, `GET /v1/events` for the stream. */
export function createControlApp(options: ControlAppOptions): FastifyInstance {
  const { operations, onBug = () => {} } = options
  const limits = { ...CONTROL_LIMITS, ...options.limits }
  const app = fastify({
    bodyLimit: limits.bodyBytes,
    connectionTimeout: limits.idleMs,
    requestTimeout: limits.requestMs,
    handlerTimeout: limits.handlerMs,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    http: {
      headersTimeout: limits.headMs,
      connectionsCheckingInterval: Math.min(1000, limits.headMs),
      maxHeaderSize: 8 << 10,
    },
  })
  app.server.maxConnections = limits.connections

  const fail = (reply: FastifyReply, thrown: unknown, method: string) => {
    const error = toChatctlError(thrown, method, limits)
    if (error.id === 'internal/unexpected') onBug(thrown, method)
    return reply.code(statusOf(error)).send({ error: toFault(error) })
  }
  app.setErrorHandler((thrown, request, reply) => fail(reply, thrown, methodOf(request.url)))
  app.setNotFoundHandler((request, reply) => {
    const method = methodOf(request.url)
    const unknown = request.method === 'POST' && request.url.startsWith('/v1/')
    return fail(
      reply,
      unknown
        ? new ChatctlError('control/unknown-method', { method })
        : new ChatctlError('control/bad-request', {
            detail: `${request.method} ${request.url.slice(0, 100)}`,
          }),
      method,
    )
  })

  for (const method of Object.keys(METHOD_PARAMS) as ControlMethod[]) {
    app.post(`/v1/${method}`, async (request) => ({
      result: await call(operations, method, request.body ?? {}),
    }))
  }

  const followers = new Followers(limits)
  app.addHook('preClose', async () => followers.close())
  app.get('/v1/events', (request, reply) => {
    const { level } = parseParams('events', STREAM_PARAMS.events, request.query)
    followers.add(reply.raw, (deliver) => operations.follow(level, deliver))
    reply.hijack()
  })
  return app
}

async function call<M extends ControlMethod>(operations: OperationTable, method: M, body: unknown) {
  return await operations[method](parseParams(method, METHOD_PARAMS[method], body))
}

const methodOf = (url: string) => url.split('?')[0]?.split('/').at(-1)?.slice(0, 40) ?? ''
