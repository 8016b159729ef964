import type { CardFacts } from '../../../facts/shapes/cards.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck, type Finding } from '../../check.ts'
import type { CheckId } from '../../check-ids.ts'
import { againCommands, type Reach, reachableAt, reachOf } from './reach.ts'

/** What comes of a network that does not work. */
const NO_NETWORK: readonly CheckId[] = [
  'network/address-not-here',
  'network/canary-refused',
  'network/canary-timeout',
  'network/zombie-connections',
  'chat/heartbeat-timeouts',
  'chat/slow-readers',
  'host/clock-unsynchronised',
]

/** Whether this machine is on the network at all (guide, problem 4, step 4: 测试远程连接). */
export const CARD_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'network/card-down',
    guide: { problem: 4, cause: '测试远程连接' },
    needs: ['network', 'self'],
    wants: ['live'],
    clears: ['network/no-address', 'network/no-default-route', ...NO_NETWORK],
    judge({ network, self }, all) {
      const reach = reachOf('network/card-down', network, all)
      if ('outcome' in reach) return reach
      const bound = all.live.seen ? (all.live.value.status?.listening ?? []).map(({ host }) => host) : []
      const missed = missedBy(reach, network.addresses, bound)
      if (missed.length > 0) return missed.map((card) => finding(card, 'error', self))
      // Others still find the way in by another card. An address that was only lent goes with its cable, as with laptops.
      return reach.dead
        .filter((card) => reachableAt(card).length > 0)
        .map((card) =>
          finding(card, card.addresses.some(({ isLease }) => !isLease) ? 'warning' : 'hint', self),
        )
    },
  }),
  defineCheck({
    id: 'network/no-address',
    guide: { problem: 4, cause: '测试远程连接' },
    needs: ['network', 'self'],
    clears: ['network/no-default-route', ...NO_NETWORK],
    judge({ network, self }, all) {
      const reach = reachOf('network/no-address', network, all)
      if ('outcome' in reach) return reach
      const isBare = reach.only.length === 0 && !reach.isReachable
      if (!isBare || reach.dead.some((card) => reachableAt(card).length > 0)) return []
      // What holds the addresses stands at the top; those under it have none in the best of times.
      const tops = reach.alive.filter(({ kind }) => kind === 'over-cards')
      return (tops.length > 0 ? tops : reach.alive).map((card) => {
        const say = about('network/no-address', { card: card.name, keeper: card.keeper ?? '' })
        const look = `ip -brief address show dev ${card.name}`
        const again = againCommands(card, self.sudo)
        const fix = again === null ? say.fix('byHand', [look]) : say.fix('fix', again)
        return say.error('found', [say.seen('seen', look)], fix)
      })
    },
  }),
]

/** The dead cards without which nobody comes in. */
function missedBy(
  { dead, alive, isReachable, only }: Reach,
  here: readonly string[],
  bound: readonly string[],
): readonly CardFacts[] {
  if (isReachable) return []
  const holding = dead.filter((card) =>
    only.length > 0
      ? reachableAt(card).some((address) => only.includes(address))
      : reachableAt(card).length > 0,
  )
  if (holding.length > 0) return holding
  // Some take the addresses off a card that loses its link: one that the server had is gone with a card.
  const isLost = only.some((address) => bound.includes(address) && !here.includes(address))
  return alive.length === 0 && (only.length === 0 || isLost) ? dead : []
}

function finding(card: CardFacts, severity: Finding['severity'], { sudo }: SelfFacts): Finding {
  const { name, isOn, isWireless, keeper, keeperState } = card
  const at = reachableAt(card).join(', ')
  const say = about('network/card-down', { card: name, state: card.state.toUpperCase() || '?', at })
  const look = `ip -brief link show dev ${name}`
  const evidence = [
    say.seen(isOn ? 'seenNoLink' : 'seenOff', look),
    ...(at === '' ? [] : [say.seen('seenAddresses', `ip -brief address show dev ${name}`)]),
  ]
  const isAll = severity === 'error'
  if (!isOn) {
    // The others see that a card is on again, and do the rest.
    const on = keeper === 'ifupdown' || keeperState === 'off' ? againCommands(card, sudo) : null
    const fix = say.fix('switchOn', on ?? [`${sudo}ip link set ${name} up`])
    return say[severity](isAll ? 'off' : 'offSome', evidence, fix)
  }
  if (isWireless) return say[severity](isAll ? 'noWifi' : 'noWifiSome', evidence, say.fix('join', [look]))
  return say[severity](isAll ? 'noLink' : 'noLinkSome', evidence, say.fix('plug', [look]))
}
