import type { Facts } from '../../facts/facts.ts'
import { dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { fromFact, note, pairs, table } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'
import type { Block } from '../report.ts'

/** `netstat -tuln` (guide, diagnostic script 3). */
export const portsSection: SectionMaker = ({ facts }) => ({
  id: 'ports',
  blocks: [
    ...guessed(facts),
    ...fromFact(facts, 'listeners', (listeners) => [
      table(
        [
          t('report.label.port'),
          t('report.label.address'),
          'PID',
          t('report.label.command'),
          t('report.label.user'),
          t('report.label.since'),
        ],
        listeners.map(({ port, address, pid, command, user, since }) => [
          String(port),
          address,
          pid === null ? '?' : String(pid),
          command ?? '?',
          user,
          since === null ? '' : dayAndTime(since),
        ]),
        t('report.noListeners'),
      ),
    ]),
    ...fromFact(facts, 'network', ({ listen, certificate }) => [
      pairs([
        ...listen.map(
          ({ use, host, port, error }) =>
            [
              t('report.label.configured'),
              `${use} ${host}:${port}${error === null ? '' : ` (${error})`}`,
            ] as const,
        ),
        [
          t('report.label.certificate'),
          certificate === null
            ? null
            : `${certificate.validFrom ?? '?'} – ${certificate.validTo ?? '?'} ${certificate.error?.code ?? ''}`,
        ],
      ]),
    ]),
  ],
})

/** `netstat -an | grep ESTABLISHED` (guide, diagnostic script 9; problem 6). */
export const connectionsSection: SectionMaker = ({ facts }) => ({
  id: 'connections',
  blocks: [
    ...guessed(facts),
    ...fromFact(facts, 'sockets', ({ byState, byPeer, unaccepted, halfClosed, unread }) => [
      {
        kind: 'bars',
        title: t('report.label.byState'),
        rows: Object.entries(byState).map(([state, count]) => ({
          label: state,
          parts: [{ name: state, count }],
        })),
      },
      table(
        [t('report.label.peer'), t('report.label.count')],
        byPeer.slice(0, 20).map(({ address, count }) => [address, String(count)]),
        t('report.noConnections'),
      ),
      pairs([
        [t('report.label.unaccepted'), unaccepted || null],
        [t('report.label.halfClosed'), halfClosed.length || null],
        [t('report.label.unread'), unread.length || null],
      ]),
    ]),
    ...fromFact(facts, 'live', ({ status }) =>
      status === null
        ? []
        : [
            pairs([
              [t('report.label.ownCount'), `${status.connections.open} / ${status.connections.max}`],
              [t('report.label.refused'), counts(status.refused)],
              [t('report.label.dropped'), counts(status.dropped)],
            ]),
          ],
    ),
  ],
})

/** Where config.json may not be read, nobody knows the port: the default one was looked at. */
function guessed({ config }: Facts): Block[] {
  return config.seen ? [] : [note(t('report.defaultPorts'))]
}

const counts = (byReason: Readonly<Record<string, number>>) =>
  Object.entries(byReason)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ')

/** Every active firewall, and what it does with new clients (guide, problem 4, cause 1). */
export const firewallSection: SectionMaker = ({ facts }) => ({
  id: 'firewall',
  blocks: fromFact(facts, 'firewall', ({ ports, denied }) => [
    table(
      [
        t('report.label.tool'),
        t('report.label.port'),
        t('report.label.verdict'),
        t('report.label.rule'),
        t('report.label.at'),
      ],
      ports.map(({ tool, port, verdict, rule, at }) => [tool, String(port), verdict, rule ?? '', at ?? '']),
      t('report.noFirewall'),
    ),
    pairs([[t('report.label.mayNotAsk'), denied.join(', ')]]),
  ]),
})

/** Test clients at every address that should work (guide, quick check 7). */
export const canarySection: SectionMaker = ({ facts }) => ({
  id: 'canary',
  blocks: fromFact(facts, 'canary', ({ hops }) => [
    table(
      [
        t('report.label.address'),
        t('report.label.result'),
        t('report.label.connect'),
        t('report.label.welcome'),
        t('report.label.echo'),
      ],
      hops.map(({ host, port, outcome, connectMs, welcomeMs, echoMs }) => [
        `${host} ${port}`,
        outcome,
        milliseconds(connectMs),
        milliseconds(welcomeMs),
        milliseconds(echoMs),
      ]),
      t('report.noCanary'),
    ),
  ]),
})

const milliseconds = (ms: number | null) => (ms === null ? '' : `${ms} ms`)
