import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { provenance } from '../../host/live-host.ts'
import { certificateFacts } from '../certificate.ts'
import { defineCollector } from '../collector.ts'
import { cardsOf } from '../network-cards.ts'
import { routesOf } from '../routes.ts'
import type { NetworkFacts } from '../shapes/network.ts'

/** A name that is not known by then is not known to a server that starts, either. */
const RESOLVE_MS = 1500

/** Whether this machine has the addresses that the configuration names (guide, problem 4, cause 2), and the certificate. */
export const networkCollector = defineCollector({
  fact: 'network',
  async collect(host, { ports, settings, serviceUser }, signal) {
    const start = performance.now()
    const isOn = async (name: string) => {
      const file = await host.readText(`/proc/sys/net/${name}`)
      return file.seen && file.value.trim() === '1'
    }
    const { tls } = settings.server
    const [listen, nonlocal4, nonlocal6, certificate, cards, routes] = await Promise.all([
      Promise.all(ports.map(async (port) => ({ ...port, ...(await resolve(port.host, signal)) }))),
      isOn('ipv4/ip_nonlocal_bind'),
      isOn('ipv6/ip_nonlocal_bind'),
      tls === undefined ? null : certificateFacts(host, tls, serviceUser),
      host.platform === 'linux' ? cardsOf(host, signal) : null,
      host.platform === 'linux' ? routesOf(host) : null,
    ])
    const value: NetworkFacts = {
      addresses: Object.values(networkInterfaces()).flatMap((cards) =>
        (cards ?? []).map(({ address }) => address),
      ),
      listen,
      nonlocalBind: nonlocal4 || nonlocal6,
      certificate,
      cards,
      routes,
    }
    return { seen: true, value, from: provenance('network interfaces', start) }
  },
})

async function resolve(name: string, signal: AbortSignal) {
  if (isIP(name)) return { addresses: [name], error: null }
  const timeUp = new Promise<never>((_, reject) => {
    const fail = () => reject(Object.assign(new Error('time is up'), { code: 'EAI_AGAIN' }))
    AbortSignal.any([signal, AbortSignal.timeout(RESOLVE_MS)]).addEventListener('abort', fail)
  })
  try {
    const found = await Promise.race([lookup(name, { all: true }), timeUp])
    return { addresses: found.map(({ address }) => address), error: null }
  } catch (error) {
    return { addresses: [], error: (error as NodeJS.ErrnoException).code ?? String(error) }
  }
}
