import { isIP } from 'node:net'
import type { Facts } from '../../../facts/facts.ts'
import type { CardFacts } from '../../../facts/shapes/cards.ts'
import type { NetworkFacts } from '../../../facts/shapes/network.ts'
import { about } from '../../about.ts'
import type { NoVerdict } from '../../check.ts'

/** What the cards of a machine do for its server. */
export interface Reach {
  /** Hardware, or what a container has for it, that is off or has no link. */
  readonly dead: readonly CardFacts[]
  /** Cards with a link, and bridges, bonds and VLANs over them. */
  readonly alive: readonly CardFacts[]
  /** Whether somebody on another machine could get to an address on which the server listens. */
  readonly isReachable: boolean
  /** The addresses on which alone it listens; empty where it listens on all. */
  readonly only: readonly string[]
}

type CardCheck = 'network/card-down' | 'network/no-address' | 'network/no-default-route'

/** @returns why nothing can be said, where nothing can */
export function reachOf(id: CardCheck, network: NetworkFacts, { self }: Facts): Reach | NoVerdict {
  const say = about(id)
  const { cards, listen, addresses } = network
  const wanted = listen.flatMap((one) => one.addresses)
  if (wanted.length > 0 && wanted.every(isLoopback)) return say.skipped('local')
  if (cards === null || cards === undefined)
    return self.seen && self.value.platform === 'linux' ? say.unknown('untold') : say.skipped('untold')
  const ways = cards.filter(({ kind }) => kind !== 'tunnel')
  if (ways.length === 0) return say.skipped('none')
  const alive = ways.filter(({ hasLink }) => hasLink)
  const only = wanted.some((address) => ['0.0.0.0', '::'].includes(address)) ? [] : wanted
  // A tunnel needs a card to go through.
  const usable = alive.length > 0 ? cards.filter(({ hasLink }) => hasLink) : []
  return {
    dead: ways.filter(({ kind, hasLink }) => kind === 'card' && !hasLink),
    alive,
    isReachable:
      only.length > 0
        ? only.some((address) => addresses.includes(address) && !isLoopback(address))
        : usable.some((card) => reachableAt(card).length > 0),
    only,
  }
}

/** Addresses of a card that mean something to other machines. */
export function reachableAt({ addresses }: CardFacts): readonly string[] {
  return addresses
    .map(({ address }) => address)
    .filter((address) => !/^(?:fe[89ab]|169\.254\.)/i.test(address) && !isLoopback(address))
}

function isLoopback(address: string): boolean {
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1'
}

/** What has a card set up as it should be again; null where nobody is known who would. */
export function againCommands(card: CardFacts, sudo: string): string[] | null {
  const { name, keeper, keeperState } = card
  const isStopped = keeperState === 'stopped'
  switch (keeper) {
    case 'networkd':
      return [`${sudo}${isStopped ? 'systemctl start systemd-networkd' : `networkctl reconfigure ${name}`}`]
    case 'NetworkManager':
      if (keeperState === 'off') return [`${sudo}nmcli networking on`]
      return [
        ...(isStopped ? [`${sudo}systemctl start NetworkManager`] : []),
        `${sudo}nmcli device connect ${name}`,
      ]
    case 'ifupdown':
      // In one line: the first half alone would cut off whoever types it from afar.
      return [`${sudo}${isStopped ? `ifup ${name}` : `sh -c 'ifdown --force ${name}; ifup ${name}'`}`]
    default:
      return null
  }
}
