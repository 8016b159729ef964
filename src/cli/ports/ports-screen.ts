import chalk from 'chalk'
import { dayAndTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { labelled } from '../screens/table.ts'
import type { Holder, PortReport, Survey } from './survey.ts'

const MOST_PEERS = 5

/** Each port with who holds it, its connections, and the next free one. */
export function portsScreen({ ports, problem }: Survey): string {
  if (problem !== null) return t('ports.unseen', { detail: problem })
  return ports.map(portText).join('\n\n')
}

function portText(report: PortReport): string {
  const { port, use, holders, nextFree } = report
  const lines = [
    ...(holders.length === 0 ? [{ label: t('ports.holder'), text: t('ports.nobody') }] : []),
    ...holders.flatMap(holderLines),
    { label: t('ports.connections'), text: connections(report) },
    ...(nextFree === null ? [] : [{ label: t('ports.nextFree'), text: String(nextFree) }]),
  ]
  return `${chalk.bold(t('ports.head', { port, use: t(`ports.use.${use}`) }))}\n${labelled(lines)}`
}

/** Who holds a port, as it is shown before anything is done to it. */
export function holderLines({ kind, address, pid, command, user, unit, since }: Holder) {
  const alarm = kind !== 'ours'
  const who = pid === null ? t('ports.hidden', { user }) : t('ports.pid', { pid, user })
  return [
    { label: t('ports.holder'), text: `${t(`ports.kind.${kind}`)}  ${who}  ${address}`, alarm },
    ...(command === null ? [] : [{ label: '', text: escapeForTerminal(command) }]),
    ...(unit === null ? [] : [{ label: t('ports.unit'), text: escapeForTerminal(unit) }]),
    ...(since === null ? [] : [{ label: t('ports.since'), text: dayAndTime(since) }]),
  ]
}

function connections({ byState, byPeer, serverCount }: PortReport): string {
  const states = Object.entries(byState).map(([state, count]) => `${state} ${count}`)
  const peers = byPeer.slice(0, MOST_PEERS).map(({ address, count }) => `${address} × ${count}`)
  return [
    states.length > 0 ? states.join(', ') : t('ports.none'),
    ...(serverCount === null ? [] : [t('ports.ofServer', { count: serverCount })]),
    ...(peers.length > 0 ? [peers.join(', ')] : []),
  ].join(t('ports.separator'))
}
