import type { Host } from '../host/host.ts'
import type { CardKeeper } from './shapes/cards.ts'

/** What nmcli ends with where NetworkManager does not run. */
const DOES_NOT_RUN = 8
const ASK_MS = 1500
/** Where it starts with the machine. */
const STARTED = '/etc/systemd/system/multi-user.target.wants/NetworkManager.service'

interface Named {
  readonly name: string
  /** The kernel's number of the card. */
  readonly index: string
}

/** A card that it has noted down. */
interface Known extends Named {
  /** By which it has set the card up; empty where it keeps it without one, null where it does not keep it. */
  readonly profile: string | null
}

/**
 * Which cards NetworkManager keeps, and how it is about it, as everybody may ask. It is asked twice at most, for all of them
 * together, and not at all where it never was.
 *
 * @returns by names of cards; a card that it merely watches is not among them
 */
export async function askNetworkManager(
  host: Host,
  cards: readonly Named[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CardKeeper>> {
  const known = (await Promise.all(cards.map((card) => deviceOf(host, card)))).flat()
  if (known.length === 0 && !(await host.readText(STARTED, { maxBytes: 1 })).seen) return new Map()
  const ask = async (...args: string[]) => {
    const told = await host.run(['nmcli', ...args], { timeoutMs: ASK_MS, signal })
    return told.seen ? told.value : { stdout: '', exitCode: -1 }
  }
  const shown = await ask('-t', '-f', 'GENERAL.DEVICE,GENERAL.STATE,DHCP4', 'device', 'show')
  const managed = known.filter((card) => card.profile !== null)
  // One that has not run since the machine started has noted nothing down.
  if (shown.exitCode === DOES_NOT_RUN) return keptAll(known.length > 0 ? managed : cards, 'stopped')
  if (shown.exitCode !== 0) return keptAll(managed, 'works')
  const devices = blocks(shown.stdout, 'GENERAL.DEVICE')
  // What somebody else has set up is connected "externally": to connect such a card brings nothing back. And notes stay behind.
  const isOwn = ({ name }: Named) =>
    /^GENERAL\.STATE:(?!.*(?:externally|unmanaged))/m.test(devices.get(name) ?? '')
  const own = managed.filter(isOwn)
  // `nmcli networking off` makes strangers of all cards.
  if (own.length === 0)
    return (await ask('networking')).stdout.trim() === 'disabled' ? keptAll(known, 'off') : new Map()
  const ids = [...new Set(own.map(({ profile }) => profile ?? ''))].filter((id) => id !== '')
  const fields = 'connection.uuid,ipv4.gateway,ipv4.never-default,ipv6.gateway'
  const told = ids.length === 0 ? '' : (await ask('-t', '-f', fields, 'connection', 'show', ...ids)).stdout
  const profiles = blocks(told, 'connection.uuid')
  return new Map(
    own.map(({ name, profile }) => {
      const gateway = gatewayIn(profiles.get(profile ?? '') ?? '', devices.get(name) ?? '')
      return [name, { keeper: 'NetworkManager', keeperState: 'works', gateway }]
    }),
  )
}

async function deviceOf(host: Host, { name, index }: Named): Promise<Known[]> {
  const device = await host.readText(`/run/NetworkManager/devices/${index}`, { maxBytes: 64 * 1024 })
  if (!device.seen) return []
  if (!/^managed=(?:true|1)$/m.test(device.value)) return [{ name, index, profile: null }]
  return [{ name, index, profile: /^connection-uuid=(\S+)$/m.exec(device.value)?.[1] ?? '' }]
}

function keptAll(cards: readonly Named[], keeperState: 'works' | 'stopped' | 'off'): Map<string, CardKeeper> {
  return new Map(cards.map(({ name }) => [name, { keeper: 'NetworkManager', keeperState, gateway: null }]))
}

/** Lines like `ipv4.gateway:10.0.0.1`, with an empty one between what they are about. */
function blocks(text: string, key: string): Map<string, string> {
  const named = text.split(/\n{2,}/).map((block): [string, string] => {
    const line = block.split('\n').find((one) => one.startsWith(`${key}:`)) ?? ''
    return [line.slice(key.length + 1), block]
  })
  return new Map(named)
}

function gatewayIn(profile: string, device: string): string | null {
  if (/^ipv4\.never-default:yes$/m.test(profile)) return null
  const told =
    /^ipv4\.gateway:([\d.]+)$/m.exec(profile) ??
    /^DHCP4\.OPTION\[\d+\]:routers = ([\d.]+)/m.exec(device) ??
    /^ipv6\.gateway:(\S+)$/m.exec(profile)
  // nmcli writes a colon within a value as `\:`.
  return told?.[1]?.replaceAll('\\:', ':') ?? null
}
