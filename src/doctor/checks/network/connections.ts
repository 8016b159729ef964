import type { Peer } from '../../../facts/shapes/network.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { chatctl } from '../../commands.ts'
import { restartCommands } from '../../server-process.ts'
import { sysctlCommands } from '../../sysctl.ts'

/** So full, the next crowd finds no room. */
const NEARLY_FULL = 0.8
/** One that has hung up a moment ago is on its way out. */
const MANY_HALF_CLOSED = 5
/** The server looks for silence once a second, and a busy one a little later. */
const GRACE_SECONDS = 15
const MOST_SHOWN = 5

/** Connections that are not what they seem (guide, problem 6, solution 2: 僵尸连接; problem 7). */
export const CONNECTION_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'network/backlog-full',
    guide: { problem: 7, cause: '连接建立缓慢' },
    needs: ['listeners', 'sockets', 'self'],
    wants: ['kernel', 'processes', 'live'],
    clears: ['network/canary-timeout', 'network/canary-slow'],
    judge({ listeners, sockets }, all) {
      return listeners.flatMap(({ port, waiting, limit, use }) => {
        if (use === 'other' || limit === null || waiting < limit * NEARLY_FULL) return []
        const somaxconn = all.kernel.seen
          ? Number(all.kernel.value.settings['net.core.somaxconn'])
          : Number.NaN
        const lost = sockets.overflows?.now ?? 0
        const say = about('network/backlog-full', { port, waiting, limit, lost })
        const evidence = [
          say.seen('seen', `ss -ltn 'sport = :${port}'`),
          ...(lost > 0 ? [say.seen('lost', 'nstat -az TcpExtListenOverflows TcpExtListenDrops')] : []),
        ]
        // A queue that is cut down to a low limit of the kernel can be made longer; else the server is too slow to accept.
        const isCut = somaxconn === limit && somaxconn < 1024
        const fix = isCut
          ? say.fix(
              'longer',
              [...sysctlCommands('net.core.somaxconn', 4096, all), ...restartCommands(all)],
              'interrupts-users',
            )
          : say.fix('fix', restartCommands(all), 'interrupts-users')
        return [
          waiting >= limit || lost > 0
            ? say.error('found', evidence, fix)
            : say.warning('found', evidence, fix),
        ]
      })
    },
  }),
  defineCheck({
    id: 'network/unread-connections',
    guide: { problem: 7, cause: '消息延迟' },
    needs: ['sockets', 'self'],
    wants: ['processes', 'live', 'listeners'],
    clears: ['network/canary-timeout', 'network/canary-slow', 'network/backlog-full'],
    judge({ sockets: { unread, unaccepted, byState } }, all) {
      const established = byState.ESTAB ?? 0
      const say = about('network/unread-connections', {
        unread: unread.length,
        unaccepted,
        established,
        peers: shown(unread),
      })
      const isMany = unread.length > 0 && unread.length * 2 >= established
      if (!isMany && unaccepted === 0) return []
      const ports = all.config.seen ? all.config.value.settings.server.port : 3000
      const look = `ss -tn state established 'sport = :${ports}'`
      const evidence = [
        ...(unaccepted > 0 ? [say.seen('waiting', look)] : []),
        ...(isMany ? [say.seen('seen', look)] : []),
      ]
      return [
        say.error(
          isMany ? 'found' : 'foundWaiting',
          evidence,
          say.fix('fix', restartCommands(all), 'interrupts-users'),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'network/zombie-connections',
    guide: { problem: 6, cause: '检查是否有僵尸连接' },
    needs: ['sockets', 'live', 'config', 'self'],
    wants: ['processes'],
    clears: ['chat/full'],
    judge({ sockets, live, config, self }, all) {
      const { security, server } = live.settings ?? config.settings
      const most = security.heartbeat_timeout + GRACE_SECONDS
      const silent = (live.users ?? []).filter(({ silentFor }) => silentFor > most)
      const unknown = sockets.unknownToServer ?? []
      const halfClosed = sockets.halfClosed.length >= MANY_HALF_CLOSED ? sockets.halfClosed : []
      const count = silent.length + unknown.length + halfClosed.length
      const say = about('network/zombie-connections', { count, limit: security.heartbeat_timeout })
      if (count === 0) return live.users === null && live.state === 'running' ? say.unknown('untold') : []
      const look = `ss -tnp 'sport = :${server.port}'`
      const peers = (list: readonly Peer[]) => ({ number: list.length, peers: shown(list) })
      const evidence = [
        ...(unknown.length > 0 ? [say.seen('unknown', look, peers(unknown))] : []),
        ...(silent.length > 0
          ? [
              say.seen(
                'silent',
                chatctl('users', all),
                peers(silent.map(({ ip, port }) => ({ address: ip, port }))),
              ),
            ]
          : []),
        ...(halfClosed.length > 0 ? [say.seen('halfClosed', look, peers(halfClosed))] : []),
      ]
      const kicks = [...new Set(silent.map(({ ip }) => ip))]
        .slice(0, MOST_SHOWN)
        .map((ip) => chatctl(`kick ${ip}`, all))
      const kills = [...unknown, ...halfClosed]
        .slice(0, MOST_SHOWN)
        .map(({ address, port }) => `${self.sudo}ss -K dst ${inBrackets(address)} dport = ${port}`)
      return [say.warning('found', evidence, say.fix('fix', [...kicks, ...kills], 'interrupts-users'))]
    },
  }),
]

/** `ss` and people would else take the end of an IPv6 address for a port. */
const inBrackets = (address: string) => (address.includes(':') ? `[${address}]` : address)

function shown(peers: readonly Peer[]): string {
  const text = peers
    .slice(0, MOST_SHOWN)
    .map(({ address, port }) => `${inBrackets(address)}:${port}`)
    .join(', ')
  return peers.length > MOST_SHOWN ? `${text} …` : text
}
