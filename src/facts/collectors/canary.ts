import { networkInterfaces } from 'node:os'
import { canaryToken } from '../../client/canary-token.ts'
import type { Hop } from '../../client/hop.ts'
import { probe } from '../../client/probe.ts'
import { isClosed } from '../../config/load.ts'
import { ControlClient } from '../../control/client.ts'
import { provenance } from '../../host/live-host.ts'
import { unseen } from '../../host/observed.ts'
import { defineCollector } from '../collector.ts'
import { isStandingStill, serverOf } from '../server-of.ts'
import type { Target } from '../target.ts'

/** On this machine a healthy server is done in a few milliseconds. */
const HOP_MS = 1500
const TOKEN_MS = 700
/** Beside loopback; a machine with containers has dozens. */
const MOST_OWN = 3

interface Stop {
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/** Whether one can chat, at every address that should work (guide, checklist 7; problem 4, steps 3 and 4). */
export const canaryCollector = defineCollector({
  fact: 'canary',
  timeoutMs: 5000,
  async collect(_host, target, signal) {
    const start = performance.now()
    const { located, pid } = await serverOf(target)
    const answers = located.state === 'running' && !isStandingStill(pid)
    const control = answers ? new ControlClient(located.socket) : null
    const listening = await listeningOf(control, signal)
    if (listening === null && isClosed(target.loaded))
      return unseen('denied', `${target.loaded.path}: EACCES`, provenance('canary', start), 'root')
    const all = stopsOf(target, listening)
    // Without the server's leave we are users like others, and count against their limits: one address has to do.
    const first = control === null ? null : await token(control, signal)
    const stops = first === null ? all.slice(0, 1) : all
    const hops = await Promise.all(
      stops.map(async (stop, index): Promise<Hop> => {
        const ticket =
          control === null || first === null ? undefined : index === 0 ? first : await token(control, signal)
        return await probe(stop.host, stop.port, {
          token: ticket ?? undefined,
          timeoutMs: HOP_MS,
          signal,
          now: () => performance.now(),
          // Whether it is the right certificate is another question.
          tls: stop.tls ? { insecure: true } : undefined,
        })
      }),
    )
    return { seen: true, value: { hops: hops.map(rounded) }, from: provenance('canary', start) }
  },
})

/** A server that hangs grants nothing; what it does to its users is found out all the same. */
async function token(control: ControlClient, signal: AbortSignal): Promise<string | null> {
  const granted = await canaryToken(control, { timeoutMs: TOKEN_MS, signal }).catch(() => undefined)
  return granted ?? null
}

/** What the running server listens on, as it says itself. */
async function listeningOf(
  control: ControlClient | null,
  signal: AbortSignal,
): Promise<readonly Stop[] | null> {
  const status = await control?.call('status', {}, { timeoutMs: TOKEN_MS, signal }).catch(() => null)
  return status?.listening ?? null
}

/** Where it listens, else where it is meant to. */
function stopsOf(target: Target, listening: readonly Stop[] | null): Stop[] {
  const meant = target.ports.map(({ use, host, port }) => ({ host, port, tls: use === 'tls' }))
  return (listening ?? meant)
    .filter(({ port }) => port > 0)
    .flatMap(({ host, port, tls }) => addressesFor(host).map((address) => ({ host: address, port, tls })))
}

/** Loopback first, then the addresses of this machine, where it listens on all of them; else the one that it listens on. */
function addressesFor(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host]
  const own = Object.values(networkInterfaces())
    .flatMap((cards) => cards ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .filter(({ family }) => family === 'IPv4' || host === '::')
    .map(({ address }) => address)
  return [...(host === '::' ? ['127.0.0.1', '::1'] : ['127.0.0.1']), ...own.slice(0, MOST_OWN)]
}

function rounded(hop: Hop): Hop {
  const round = (ms: number | null) => (ms === null ? null : Math.round(ms * 10) / 10)
  return {
    ...hop,
    connectMs: round(hop.connectMs),
    welcomeMs: round(hop.welcomeMs),
    echoMs: round(hop.echoMs),
  }
}
