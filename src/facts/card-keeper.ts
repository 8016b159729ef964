import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import type { CardKeeper } from './shapes/cards.ts'

const NOBODY: CardKeeper = { keeper: null, gateway: null }
/** Where systemd-networkd starts with the machine. */
const STARTED = '/etc/systemd/system/multi-user.target.wants/systemd-networkd.service'

/**
 * What gives a card its addresses, as far as everybody may see: systemd-networkd, NetworkManager or ifupdown. One that works
 * comes before one that should.
 *
 * @param card  its name, and the kernel's number of it
 * @param managed  what NetworkManager says, by names of cards
 */
export async function keeperOf(
  host: Host,
  { name, index }: { readonly name: string; readonly index: string },
  managed: ReadonlyMap<string, CardKeeper>,
): Promise<CardKeeper> {
  const known = [
    await byNetworkd(host, index),
    await byIfupdown(host, name),
    managed.get(name),
    await byStoppedNetworkd(host, index),
  ].filter((one) => one !== undefined && one !== null)
  return known.find(({ keeperState }) => keeperState === 'works') ?? known[0] ?? NOBODY
}

async function byNetworkd(host: Host, index: string): Promise<CardKeeper | null> {
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
  return { keeper: 'networkd', keeperState: 'works', gateway: router ?? null }
}

/** ifupdown forgets a card that `ifdown` has put away, and its configuration still says how it should be. */
async function byIfupdown(host: Host, name: string): Promise<CardKeeper | null> {
  const state = await host.readText('/run/network/ifstate', { maxBytes: 64 * 1024 })
  const stanza = stanzaOf(await interfaces(host), name)
  if (!state.seen || stanza === null) return null
  const knows = state.value.split('\n').some((line) => line.split('=')[0] === name)
  const leases = await textOf(host, `/var/lib/dhcp/dhclient.${name}.leases`)
  const gateway =
    /^\s*gateway\s+(\S+)/m.exec(stanza)?.[1] ??
    (/^iface\s+\S+\s+inet\s+dhcp\b/m.test(stanza)
      ? [...leases.matchAll(/^\s*option routers ([\d.]+)/gm)].at(-1)?.[1]
      : undefined)
  return { keeper: 'ifupdown', keeperState: knows ? 'works' : 'stopped', gateway: gateway ?? null }
}

/** While it runs it notes every card down. */
async function byStoppedNetworkd(host: Host, index: string): Promise<CardKeeper | null> {
  const is = async (path: string) => (await host.readText(path, { maxBytes: 1 })).seen
  if ((await is(`/run/systemd/netif/links/${index}`)) || !(await is(STARTED))) return null
  return { keeper: 'networkd', keeperState: 'stopped', gateway: null }
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
