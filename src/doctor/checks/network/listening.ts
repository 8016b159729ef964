import { isIP } from 'node:net'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { chatctl, shellWord } from '../../commands.ts'
import { isRunning, restartCommands, serverProcesses, startCommands } from '../../server-process.ts'

/** A server that has just begun may not be there yet. */
const STARTING_SECONDS = 10

/** Whether clients find a listener where they look for one (guide, checklist 2; problem 4, step 2 and cause 2). */
export const LISTENING_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'network/not-listening',
    guide: { problem: 4, cause: '确认端口监听' },
    needs: ['listeners', 'config', 'self'],
    wants: ['live', 'processes'],
    clears: ['network/canary-refused'],
    judge({ listeners, config }, all) {
      const { server } = config.settings
      const wanted = [server.port, ...(server.tls ? [server.tls.port] : [])].filter((port) => port > 0)
      const missing = wanted.filter((port) => !listeners.some((listener) => listener.port === port))
      const say = about('network/not-listening', { ports: missing.join(', '), port: missing[0] ?? '' })
      if (missing.length === 0) return []
      // It listens where its configuration sent it when it started: another check tells what has changed since.
      const listening = all.live.seen ? (all.live.value.status?.listening ?? []) : []
      if (listening.some(({ port }) => !wanted.includes(port))) return []
      const youngest = Math.min(
        ...serverProcesses(all).map(({ uptimeSeconds }) => uptimeSeconds ?? Number.POSITIVE_INFINITY),
      )
      if (isRunning(all) && youngest < STARTING_SECONDS) return say.unknown('starting')
      const evidence = [say.seen('seen', `ss -ltn 'sport = :${missing[0]}'`)]
      const running = isRunning(all)
      const fix = say.fix(
        'fix',
        running ? restartCommands(all) : startCommands(all),
        running ? 'interrupts-users' : 'safe',
      )
      return [say.error('found', evidence, fix)]
    },
  }),
  defineCheck({
    id: 'network/loopback-only',
    guide: { problem: 4, cause: '监听地址错误' },
    automatic: true,
    needs: ['network', 'config', 'self'],
    wants: ['live', 'processes'],
    judge({ network, config }, all) {
      const isLoopback = network.listen.every(
        ({ addresses }) =>
          addresses.length > 0 &&
          addresses.every((address) => address === '::1' || address.startsWith('127.')),
      )
      if (!isLoopback) return []
      const path = config.path ?? 'config.json'
      const say = about('network/loopback-only', { host: config.settings.server.host, path })
      const running = isRunning(all)
      return [
        say.warning(
          'found',
          [say.seen('seen', `grep '"host"' ${shellWord(path)}`)],
          say.fix(
            'fix',
            [
              chatctl('config set server.host 0.0.0.0', all),
              ...(running ? restartCommands(all) : startCommands(all)),
            ],
            running ? 'interrupts-users' : 'safe',
            {
              do: 'set-config',
              path,
              key: ['server', 'host'],
              value: '0.0.0.0',
            },
          ),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'network/ipv6-only',
    guide: { problem: 4, cause: '监听地址错误' },
    automatic: true,
    needs: ['network', 'config', 'self'],
    wants: ['live', 'processes'],
    judge({ network, config }, all) {
      const addresses = network.listen.flatMap((one) => one.addresses)
      const hasIpv4 = network.addresses.some((address) => isIP(address) === 4 && !address.startsWith('127.'))
      // The wildcard takes IPv4 clients too, and a machine without an IPv4 address has none.
      const isIpv6Only =
        addresses.length > 0 &&
        addresses.every((address) => isIP(address) === 6 && !['::', '::1'].includes(address))
      if (!isIpv6Only || !hasIpv4) return []
      const path = config.path ?? 'config.json'
      const say = about('network/ipv6-only', { host: config.settings.server.host, path })
      const running = isRunning(all)
      return [
        say.warning(
          'found',
          [say.seen('seen', `ss -ltn 'sport = :${config.settings.server.port}'`)],
          say.fix(
            'fix',
            [
              chatctl('config set server.host ::', all),
              ...(running ? restartCommands(all) : startCommands(all)),
            ],
            running ? 'interrupts-users' : 'safe',
            {
              do: 'set-config',
              path,
              key: ['server', 'host'],
              value: '::',
            },
          ),
        ),
      ]
    },
  }),
]
