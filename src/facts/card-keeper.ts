import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { CardFacts } from './shapes/cards.ts'

type Kept = Pick<CardFacts, 'keeper' | 'gateway'>

const NOBODY: Kept = { keeper: null, gateway: null }

/**
 * What gives a card its addresses, as far as everybody may see: systemd-networkd, NetworkManager or ifupdown.
 *
 * @param index  the kernel's number of the card
 */
export async function keeperOf(host: Host, name: string, index: string): Promise<Kept> {
  return (
    (await byNetworkd(host, index)) ??
    (await byNetworkManager(host, index)) ??
    (await byIfupdown(host, name)) ??
    NOBODY
  )
}

async function byNetworkd(host: Host, index: string): Promise<Kept | null> {
  const link = await textOf(host, `/run/systemd/netif/links/${index}`)
  const state = /^ADMIN_STATE=(.*)$/m.exec(link)?.[1]
  if (state === undefined || ['unmanaged', 'initialized', 'pending'].includes(state)) return null
  const file = /^NETWORK_FILE=(.*)$/m.exec(link)?.[1]
  const [lease, network] = await Promise.all([
    textOf(host, `/run/systemd/netif/leases/${index}`),
    file === undefined ? '' : textOf(host, file),
  ])
  const router =
    /^ROUTER=(\S+)/m.exec(lease)?.[1] ?? /^\s*Gateway\s*=\s*([\d.]+|[\da-f:]+)\s*$/im.exec(network)?.[1]
  return { keeper: 'networkd', gateway: router ?? null }
}

async function byNetworkManager(host: Host, index: string): Promise<Kept | null> {
  const device = await textOf(host, `/run/NetworkManager/devices/${index}`)
  return /^managed=(?:true|1)$/m.test(device) ? { keeper: 'NetworkManager', gateway: null } : null
}

async function byIfupdown(host: Host, name: string): Promise<Kept | null> {
  const state = await textOf(host, '/run/network/ifstate')
  const knows = state.split('\n').some((line) => line.split('=')[0] === name)
  const stanza = stanzaOf(await interfaces(host), name)
  if (!knows || stanza === null) return null
  return { keeper: 'ifupdown', gateway: /^\s*gateway\s+(\S+)/m.exec(stanza)?.[1] ?? null }
}

/** /etc/network/interfaces with the folder that it usually takes in. */
async function interfaces(host: Host): Promise<string> {
  const folder = '/etc/network/interfaces.d'
  const names = await readdir(folder).catch(() => [])
  const files = ['/etc/network/interfaces', ...names.map((name) => join(folder, name))]
  return (await Promise.all(files.map((file) => textOf(host, file)))).join('\n')
}

/** The lines about a card; null where there are none. */
function stanzaOf(text: string, name: string): string | null {
  const parts = text.split(/^(?=[ \t]*(?:iface|auto|allow-\S+|mapping|source\S*)\s)/m)
  const own = parts.filter((part) => part.trim().split(/\s+/).slice(0, 2).join(' ') === `iface ${name}`)
  return own.length > 0 ? own.join('') : null
}

async function textOf(host: Host, path: string): Promise<string> {
  const read = await host.readText(path, { maxBytes: 64 * 1024 })
  return read.seen ? read.value : ''
}
