import { BlockList, isIP } from 'node:net'
import type { RouteFacts } from '../../../facts/shapes/cards.ts'
import type { SocketFacts } from '../../../facts/shapes/network.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { againCommands, reachableAt, reachOf } from './reach.ts'

const MOST_SHOWN = 5

/** Whether clients of other networks can be answered (guide, problem 4, step 4: 测试远程连接). */
export const DEFAULT_ROUTE_CHECK: Check = defineCheck({
  id: 'network/no-default-route',
  guide: { problem: 4, cause: '测试远程连接' },
  needs: ['network', 'self'],
  wants: ['sockets'],
  clears: [
    'network/canary-timeout',
    'network/zombie-connections',
    'chat/heartbeat-timeouts',
    'chat/slow-readers',
    'host/clock-unsynchronised',
  ],
  judge({ network, self }, all) {
    const reach = reachOf('network/no-default-route', network, all)
    if ('outcome' in reach) return reach
    const { routes, cards } = network
    if (routes === null || routes === undefined) return about('network/no-default-route').unknown('untold')
    // A tunnel may lead everywhere too; a network that is gone as a whole is another finding.
    const used = (cards ?? []).filter((card) => card.hasLink && reachableAt(card).length > 0)
    if (routes.defaultBy.length > 0 || !reach.isReachable || used.length === 0) return []
    const meant = used.find(({ gateway }) => gateway !== null)
    const lost = all.sockets.seen ? beyond(all.sockets.value, routes) : []
    const card = meant ?? used[0]
    const say = about('network/no-default-route', {
      card: card?.name ?? '',
      gateway: meant?.gateway ?? '',
      peers: lost.slice(0, MOST_SHOWN).join(', '),
      number: lost.length,
    })
    const evidence = [
      say.seen('seen', 'ip route'),
      ...(meant === undefined ? [] : [say.seen('meant')]),
      ...(lost.length === 0 ? [] : [say.seen('peers')]),
    ]
    if (meant !== undefined) {
      const add = `${self.sudo}ip route add default via ${meant.gateway} dev ${meant.name}`
      return [say.error('found', evidence, say.fix('fix', againCommands(meant, self.sudo) ?? [add]))]
    }
    // A network without a way out is many a server's wish: without a client who cannot be answered it is no trouble.
    if (lost.length === 0) return []
    const again = card === undefined ? null : againCommands(card, self.sudo)
    return [say.warning('found', evidence, say.fix(again === null ? 'byHand' : 'fix', again ?? ['ip route']))]
  },
})

/** Those who have come from networks to which no route leads any more. */
function beyond({ byPeer }: SocketFacts, { networks }: RouteFacts): string[] {
  const known = new BlockList()
  for (const network of [...networks, '127.0.0.0/8', '::1/128', 'fe80::/10']) {
    const [address = '', prefix = ''] = network.split('/')
    if (isIP(address) !== 0) known.addSubnet(address, Number(prefix), isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return byPeer
    .map(({ address }) => address)
    .filter((address) => isIP(address) !== 0 && !known.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6'))
}
