import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Canary } from './canary.ts'
import type { ChatAddress } from './connect.ts'
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
  /** Null where the host is an address, or was not found. */
  readonly resolveMs: number | null
  /** The system's word for why the host was not found, such as `ENOTFOUND`. */
  readonly lookUpError: string | null
  /** Every address of the host. */
  readonly hops: readonly PingedHop[]
}

const PAUSE_MS = 1000
const SLOW_MS = 1000
/** Addresses of one name that are tried. */
const MOST_ADDRESSES = 8

/**
 * Looks a server up and tries every address of it, one after the other, as a user would come: with all limits, and unseen.
 *
 * @throws the signal's reason if that was aborted; nothing else
 */
export async function ping(target: ChatAddress, options: PingOptions): Promise<Ping> {
  const { host, port, tls } = target
  const place = { host, port, tls: tls !== undefined }
  if (isIP(host)) {
    const hops = [await pingAddress(target, options)]
    return { ...place, resolveMs: null, lookUpError: null, hops }
  }
  const start = options.now()
  const found = await lookUp(host, options.timeoutMs)
  if (typeof found === 'string') return { ...place, resolveMs: null, lookUpError: found, hops: [] }
  const resolveMs = options.now() - start
  const hops: PingedHop[] = []
  for (const address of found) {
    // The certificate is for the name, not for the address that we connect to.
    const here = { host: address, port, tls: tls && { ...tls, servername: host } }
    hops.push(await pingAddress(here, options))
  }
  return { ...place, resolveMs, lookUpError: null, hops }
}

/** The addresses of a name, or why there are none. */
async function lookUp(host: string, timeoutMs: number): Promise<string[] | string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve('ETIMEDOUT'), timeoutMs)
  const found = lookup(host, { all: true }).then(
    (all) => [...new Set(all.map(({ address }) => address))].slice(0, MOST_ADDRESSES),
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  )
  const first = await Promise.race([found, promise])
  clearTimeout(timer)
  return first
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
