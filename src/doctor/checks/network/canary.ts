import type { Hop, HopOutcome } from '../../../client/hop.ts'
import type { CanaryFacts } from '../../../facts/shapes/canary.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck, type Finding, type NoVerdict } from '../../check.ts'
import { chatctl, shellWord } from '../../commands.ts'
import { restartCommands, startCommands } from '../../server-process.ts'

type CanaryCheck =
  | 'network/canary-refused'
  | 'network/canary-timeout'
  | 'network/canary-not-admitted'
  | 'network/canary-not-heard'

/** Whether one can really chat (guide, checklist 7: `telnet 127.0.0.1 3000`; problem 4, steps 3 and 4). */
export const CANARY_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'network/canary-refused',
    guide: { problem: 4, cause: 'Connection refused' },
    needs: ['canary', 'self'],
    wants: ['live', 'processes'],
    judge: ({ canary }, all) =>
      findings('network/canary-refused', canary, ['refused', 'unreachable'], (hops) => {
        const say = about('network/canary-refused', valuesOf(hops))
        return say.error('found', seen(hops), say.fix('fix', startCommands(all)))
      }),
  }),
  defineCheck({
    id: 'network/canary-timeout',
    guide: { problem: 4, cause: 'Connection timeout' },
    needs: ['canary', 'self'],
    wants: ['live', 'processes'],
    judge: ({ canary }, all) =>
      findings('network/canary-timeout', canary, ['timeout'], (hops) => {
        const say = about('network/canary-timeout', valuesOf(hops))
        // The kernel takes connections for a process that hangs: then the silence comes after them.
        const isHung = hops.some(({ step }) => step !== 'connect')
        const fix = isHung
          ? say.fix('restart', restartCommands(all), 'interrupts-users')
          : say.fix('firewall', [chatctl('doctor network/firewall-closed', all)])
        return say.error(isHung ? 'silent' : 'found', seen(hops), fix)
      }),
  }),
  defineCheck({
    id: 'network/canary-not-admitted',
    guide: { problem: 4, cause: 'IP 被封禁' },
    needs: ['canary', 'self'],
    wants: ['live', 'processes'],
    judge: ({ canary }, all) =>
      findings('network/canary-not-admitted', canary, ['banned', 'full', 'rate', 'per-address'], (hops) => {
        const { outcome, host } = hops[0] as Hop
        const say = about('network/canary-not-admitted', valuesOf(hops))
        // Others may still come in: how often this machine did says nothing of them, and the lists are people's wish.
        if (outcome === 'rate' || outcome === 'per-address') return say.hint(outcome, seen(hops))
        const command =
          outcome === 'banned' ? chatctl(`unban ${shellWord(host)}`, all) : chatctl('users', all)
        return say.warning(
          outcome === 'banned' ? 'banned' : 'full',
          seen(hops),
          say.fix(outcome === 'banned' ? 'unban' : 'look', [command]),
        )
      }),
  }),
  defineCheck({
    id: 'network/canary-not-heard',
    guide: { problem: 9, cause: '消息无法发送' },
    needs: ['canary', 'self'],
    wants: ['live', 'processes'],
    judge: ({ canary }, all) =>
      findings(
        'network/canary-not-heard',
        canary,
        ['muted', 'no-echo', 'not-chat', 'closed', 'reset', 'tls-failed', 'tls-untrusted'],
        (hops) => {
          const { outcome } = hops[0] as Hop
          const say = about('network/canary-not-heard', valuesOf(hops))
          if (outcome === 'muted')
            return say.hint(
              'muted',
              seen(hops),
              say.fix('unmute', [chatctl('mutes', all), chatctl('ungmute', all)]),
            )
          if (outcome === 'not-chat')
            return say.error('notChat', seen(hops), say.fix('ports', [chatctl('ports', all)]))
          if (outcome === 'no-echo')
            return say.error(
              'found',
              seen(hops),
              say.fix('restart', restartCommands(all), 'interrupts-users'),
            )
          return say.error('closed', seen(hops), say.fix('log', [chatctl('doctor service', all)]))
        },
      ),
  }),
  defineCheck({
    id: 'network/canary-slow',
    guide: { problem: 7, cause: '消息延迟' },
    needs: ['canary', 'self'],
    judge({ canary }, all) {
      const hops = canary.hops.filter(({ outcome }) => outcome === 'slow')
      if (hops.length === 0) return []
      const say = about('network/canary-slow', valuesOf(hops))
      return [say.warning('found', seen(hops), say.fix('fix', [chatctl('doctor 7', all)]))]
    },
  }),
]

function findings(
  id: CanaryCheck,
  { hops }: CanaryFacts,
  outcomes: readonly HopOutcome[],
  finding: (hops: readonly Hop[]) => Finding,
): readonly Finding[] | NoVerdict {
  if (hops.length === 0) return about(id).skipped('none')
  const failed = hops.filter(({ outcome }) => outcomes.includes(outcome))
  return failed.length > 0 ? [finding(failed)] : []
}

const endOf = ({ host, port }: Hop) => `${host.includes(':') ? `[${host}]` : host}:${port}`

function valuesOf(hops: readonly Hop[]) {
  return { where: hops.map(endOf).join(', ') }
}

/** Each address with how far the canary came. */
function seen(hops: readonly Hop[]) {
  return hops.map((hop) => {
    const { outcome, detail, connectMs, welcomeMs, echoMs, host, port, tls } = hop
    const step =
      echoMs !== null
        ? 'heard'
        : welcomeMs !== null
          ? 'greeted'
          : connectMs !== null
            ? 'connected'
            : 'nothing'
    const values = {
      where: endOf(hop),
      outcome: detail === '' ? outcome : `${outcome}, ${detail}`,
      connect: connectMs ?? '',
      welcome: welcomeMs ?? '',
      echo: echoMs ?? '',
    }
    return {
      text: { key: `doctor.canary.${step}` as const, values },
      command: ping(host, port, tls),
    }
  })
}

function ping(host: string, port: number, tls: boolean): string {
  return `chatctl ping ${shellWord(host)} ${port}${tls ? ' --tls --insecure' : ''}`
}
