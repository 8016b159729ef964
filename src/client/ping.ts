import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Canary } from './canary.ts'
import { type ChatAddress, ConnectError } from './connect.ts'
import type { Hop } from './hop.ts'
import { failedHop, hopOf } from './probe.ts'

export interface PingOptions {
  /** Words that are said at each address; the pause between two is a second. */
  readonly count: number
  /** For the look-up, and for each address with its first word. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
  /** Milliseconds that only grow. */
  readonly now: () => number
}

/** One address of the server, and how long each word took there. */
export interface PingedHop extends Hop {
  readonly echoes: readonly number[]
}

/** A server as seen from here. */
export interface Ping {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  /** Null where the host is an address. */
  readonly resolveMs: number | null
  readonly hops: readonly PingedHop[]
}

const PAUSE_MS = 1000
const SLOW_MS = 1000
/** Addresses of one name that are tried. */
const MOST_ADDRESSES = 8

/**
 * Looks a server up and tries every address of it, one after the other, as a user would come: with all limits, and unseen.
 *
 * @throws ConnectError where the name has no address
 */
export async function ping(target: ChatAddress, options: PingOptions): Promise<Ping> {
  const { host, port } = target
  const start = options.now()
  const addresses = isIP(host) ? [host] : await resolve(host, options.timeoutMs)
  const resolveMs = isIP(host) ? null : options.now() - start
  const tls = target.tls && { ...target.tls, ...(isIP(host) ? {} : { servername: host }) }
  const hops: PingedHop[] = []
  for (const address of addresses) hops.push(await pingAddress({ host: address, port, tls }, options))
  return { host, port, tls: tls !== undefined, resolveMs, hops }
}

async function resolve(host: string, timeoutMs: number): Promise<string[]> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new ConnectError('unknown-host', 'ETIMEDOUT')), timeoutMs)
  try {
    const found = await Promise.race([lookup(host, { all: true }), promise])
    return [...new Set(found.map(({ address }) => address))].slice(0, MOST_ADDRESSES)
  } catch (error) {
    if (error instanceof ConnectError) throw error
    throw new ConnectError('unknown-host', (error as NodeJS.ErrnoException).code ?? String(error))
  } finally {
    clearTimeout(timer)
  }
}

async function pingAddress(address: ChatAddress, options: PingOptions): Promise<PingedHop> {
  const { now, timeoutMs, count, signal } = options
  const place = { host: address.host, port: address.port, tls: address.tls !== undefined }
  const deadline = now() + timeoutMs
  const canary = await Canary.enter({ address, timeoutMs, signal, now })
  if (!(canary instanceof Canary)) return { ...failedHop(place, canary), echoes: [] }
  try {
    const echoes: number[] = []
    let hop: Hop
    do {
      if (echoes.length > 0) await delay(PAUSE_MS, undefined, { signal })
      const echo = await canary.echo(echoes.length === 0 ? Math.max(1, deadline - now()) : timeoutMs)
      hop = hopOf(place, canary, echo, SLOW_MS)
      if (hop.echoMs !== null) echoes.push(hop.echoMs)
    } while (hop.echoMs !== null && echoes.length < count)
    return { ...hop, echoes }
  } finally {
    await canary.leave()
  }
}
