import { isIP } from 'node:net'
import type { Facts } from '../../../facts/facts.ts'
import type { ListenerFacts } from '../../../facts/shapes/network.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck, type Evidence } from '../../check.ts'
import type { CheckId } from '../../check-ids.ts'
import { chatctl, isPython, shellWord, sudoFor } from '../../commands.ts'
import type { Plan } from '../../fix.ts'
import { isOfUnit, isRunning, restartCommands, startCommands, unitOf } from '../../server-process.ts'
import { sysctlCommands } from '../../sysctl.ts'
import { dropInCommands } from '../../systemctl.ts'

/** What a port that cannot be bound keeps from working. */
const CANNOT_BIND: readonly CheckId[] = [
  'service/failed',
  'service/restart-loop',
  'service/not-running',
  'service/control-socket-stale',
  'network/not-listening',
  'network/canary-refused',
  'network/canary-timeout',
  'network/canary-slow',
  'network/canary-not-heard',
]

const WILDCARDS = ['0.0.0.0', '::']
/** The kernel's own, where the setting cannot be read. */
const FIRST_UNPRIVILEGED = 1024

/** Whether the server could bind its ports (guide, problem 1, cause 1: the port is taken). */
export const PORT_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'network/port-held-by-other',
    guide: { problem: 1, cause: '端口被占用' },
    automatic: true,
    needs: ['listeners', 'self'],
    wants: ['processes', 'live'],
    clears: CANNOT_BIND,
    judge({ listeners, self }, all) {
      const held = inTheWay(listeners).filter(({ kind }) => kind === 'foreign' || kind === 'unknown')
      const unknown = held.find(({ kind }) => kind === 'unknown')
      // A socket whose process may not be seen is the server's own, unless the server does not run.
      if (unknown !== undefined && isRunning(all) !== false)
        return about('network/port-held-by-other', { port: unknown.port, user: unknown.user }).unknown(
          'untold',
        )
      return held.map((listener) => {
        const say = aboutHolder('network/port-held-by-other', listener)
        const evidence = [
          say.seen(
            listener.pid === null ? 'seenUser' : listener.unit === null ? 'seen' : 'seenUnit',
            lookCommand(listener, self),
          ),
        ]
        return say.error(
          listener.pid === null ? 'foundUser' : 'found',
          evidence,
          say.fix('fix', freeing(listener, all), 'destructive', stopping(listener)),
        )
      })
    },
  }),
  defineCheck({
    id: 'network/port-held-by-old-instance',
    guide: { problem: 1, cause: '端口被占用' },
    automatic: true,
    needs: ['listeners', 'self'],
    wants: ['processes', 'live'],
    // The unit takes the folder of the sockets along when it fails.
    clears: [...CANNOT_BIND, 'service/control-socket-missing'],
    judge({ listeners, self }, all) {
      const others = inTheWay(listeners).filter(({ kind }) => kind === 'chatctl')
      const strays = listeners.filter((listener) => isStray(listener, all))
      return [...others, ...strays].map((listener) => {
        const say = aboutHolder('network/port-held-by-old-instance', listener)
        return say.error(
          listener.isMeant ? 'stray' : 'found',
          [say.seen('seen', lookCommand(listener, self)), ...itsOwnConfig(listener, all)],
          say.fix('fix', freeing(listener, all), 'interrupts-users', stopping(listener)),
        )
      })
    },
  }),
  defineCheck({
    id: 'network/port-privileged',
    guide: { problem: 1, cause: '权限问题' },
    needs: ['config', 'self'],
    wants: ['kernel', 'listeners', 'processes'],
    clears: CANNOT_BIND,
    judge({ config, self }, all) {
      const { port, tls } = config.settings.server
      const first = Number(
        all.kernel.seen
          ? (all.kernel.value.settings['net.ipv4.ip_unprivileged_port_start'] ?? FIRST_UNPRIVILEGED)
          : FIRST_UNPRIVILEGED,
      )
      const unit = unitOf(all)
      const user = unit === null ? self.serviceUser : (unit.user ?? 'root')
      const low = [port, ...(tls ? [tls.port] : [])].filter((one) => one > 0 && one < first)
      const isBound = (one: number) =>
        all.listeners.seen &&
        all.listeners.value.some((listener) => listener.port === one && listener.isMeant)
      if (user === 'root' || unit?.ambientCapabilities.includes('cap_net_bind_service')) return []
      return low
        .filter((one) => !isBound(one))
        .map((one) => {
          const say = about('network/port-privileged', { port: one, first, user: user ?? '?' })
          const evidence = [say.seen('seen', 'sysctl net.ipv4.ip_unprivileged_port_start')]
          // systemd of a user has no right to give away.
          if (unit === null || unit.isOfUser) {
            const allow = sysctlCommands('net.ipv4.ip_unprivileged_port_start', one, all)
            return say.error('found', evidence, say.fix('sysctl', allow))
          }
          const lines = "'[Service]\\nAmbientCapabilities=CAP_NET_BIND_SERVICE\\n'"
          const commands = dropInCommands(unit, self, 'port', lines)
          return say.error('found', evidence, say.fix('fix', commands))
        })
    },
  }),
  defineCheck({
    id: 'network/address-not-here',
    guide: { problem: 4, cause: '监听地址错误' },
    needs: ['network', 'config', 'self'],
    wants: ['live', 'processes'],
    clears: CANNOT_BIND,
    judge({ network, config }, all) {
      const path = config.path ?? 'config.json'
      const here = network.addresses.map(plain)
      return network.listen.flatMap(({ use, host, addresses, error }) => {
        const key = use === 'tls' ? 'server.tls.host' : 'server.host'
        const say = about('network/address-not-here', {
          host,
          code: error ?? '',
          path,
          key,
          addresses: network.addresses.filter((address) => !address.startsWith('fe80')).join(', '),
        })
        const commands = [
          isPython(all)
            ? `${sudoFor(config.owner, all)}nano ${shellWord(path)}`
            : chatctl(`config set ${key} 0.0.0.0`, all),
          ...(isRunning(all) ? restartCommands(all) : startCommands(all)),
        ]
        const fix = say.fix('fix', commands, isRunning(all) ? 'interrupts-users' : 'safe')
        if (error !== null)
          return [
            say.error('unresolved', [say.seen('unresolvedSeen', `getent hosts ${shellWord(host)}`)], fix),
          ]
        const isHere = addresses
          .map(plain)
          .some(
            (address) => WILDCARDS.includes(address) || address.startsWith('127.') || here.includes(address),
          )
        if (isHere || network.nonlocalBind) return []
        const isBound = all.live.seen && all.live.value.status?.listening.some((one) => one.host === host)
        // It was there when the server bound it: to start anew would fail, and to wait for the card is enough.
        if (isBound === true) {
          const back = say.fix('goneFix', ['ip -brief link', 'ip -brief address'])
          return [say.error('gone', [say.seen('seen', 'ip -brief address')], back)]
        }
        return [say.error('found', [say.seen('seen', 'ip -brief address')], fix)]
      })
    },
  }),
]

/** Those that hold a port on which the server that is looked at does not listen itself; original servers have a check of their own. */
function inTheWay(listeners: readonly ListenerFacts[]): ListenerFacts[] {
  const ours = new Set(listeners.filter(({ isMeant }) => isMeant).map(({ port }) => port))
  const seen = new Set<string>()
  return listeners.filter(({ port, pid, use, kind }) => {
    if (ours.has(port) || use === 'other' || kind === 'python') return false
    const key = `${port} ${pid}`
    return !seen.has(key) && seen.add(key)
  })
}

/** Of the same configuration, but not the one that systemd runs, while systemd's cannot start. */
function isStray(listener: ListenerFacts, all: Facts): boolean {
  const unit = unitOf(all)
  if (unit === null || listener.pid === null || listener.kind !== 'chatctl' || listener.isMeant !== true)
    return false
  const isTrying =
    unit.activeState === 'failed' || unit.subState === 'auto-restart' || unit.activeState === 'activating'
  return isTrying && !isOfUnit({ pid: listener.pid, unit: listener.unit }, all)
}

/** Whoever asks in the wrong folder means this very server, and shall not be told to end it alone. */
function itsOwnConfig({ pid, port }: ListenerFacts, { processes, config, self }: Facts): Evidence[] {
  const other = processes.seen ? processes.value.find((process) => process.pid === pid) : undefined
  const path = other?.configPath ?? null
  if (path === null || (config.seen && config.value.path === path)) return []
  const sudo = self.seen ? self.value.sudo : ''
  const say = about('network/port-held-by-old-instance', { port, path })
  return [say.seen('seenConfig', `${sudo}chatctl doctor --config ${shellWord(path)}`)]
}

function aboutHolder<Id extends 'network/port-held-by-other' | 'network/port-held-by-old-instance'>(
  id: Id,
  listener: ListenerFacts,
) {
  const { port, pid, command, user, unit, since } = listener
  return about(id, {
    port,
    user,
    pid: pid ?? '?',
    command: command?.slice(0, 160) ?? '?',
    unit: unit ?? '',
    since: since?.slice(0, 19).replace('T', ' ') ?? '?',
  })
}

const lookCommand = ({ port }: ListenerFacts, self: SelfFacts) => `${self.sudo}ss -ltnp 'sport = :${port}'`

function freeing({ port, unit }: ListenerFacts, all: Facts): string[] {
  const { self } = all
  const sudo = self.seen ? self.value.sudo : ''
  const stop = isService(unit) ? `${sudo}systemctl stop ${unit}` : chatctl(`ports --free-up ${port}`, all)
  return [stop, ...startCommands(all)]
}

function stopping({ pid, command, unit }: ListenerFacts): Plan | undefined {
  if (isService(unit)) {
    return { do: 'run', argv: ['systemctl', 'stop', unit], undo: ['systemctl', 'start', unit] }
  }
  return pid === null ? undefined : { do: 'stop-process', pid, command: command ?? '' }
}

/** Of this machine, not of a user's session: systemd would start its process again. */
function isService(unit: string | null): unit is string {
  return (unit?.endsWith('.service') ?? false) && !unit?.startsWith('user@')
}

/** Without the interface of a link-local address, and IPv6 in its short form. */
function plain(address: string): string {
  const bare = address.replace(/%.*$/, '')
  return isIP(bare) === 6 ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare
}
