import chalk from 'chalk'
import { bytes, dayAndTime, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import type { Ending } from '../../service/ending.ts'
import type { Layout } from '../../service/layout.ts'
import type { ServiceState } from '../../service/status.ts'
import { unitPath } from '../../service/unit-file.ts'
import { escapeForTerminal } from '../escape.ts'
import { type Labelled, labelled } from '../screens/table.ts'
import { nextCommands, stateOf } from './next-commands.ts'

/** The service for a tired reader: how it is, how it last ended, and what to type next. */
export function serviceStatusScreen(state: ServiceState, layout: Layout, uid: number): string {
  const { unit } = state
  const kind = stateOf(state)
  const said = t(`service.state.${kind}`, { result: unit.result })
  const isWell = kind === 'active' || kind === 'reloading'
  const head = (isWell ? chalk.green : chalk.red).bold(
    t('service.state.head', { unit: unit.name, state: said }),
  )
  const lines = kind === 'missing' ? [] : [...run(state), ...boot(state), ...files(state, layout)]
  const next = nextCommands(state, layout, uid)
  const shown = next.map((command, at) => ({ label: at === 0 ? t('service.next') : '', text: command }))
  return [head, labelled([...lines, ...shown])].filter((part) => part !== '').join('\n')
}

/** @example endingText(ending) // '2026-06-15 02:10: signal KILL (oom-kill) - The kernel … (chatctl explain …)' */
export function endingText({ at, how, status, result, title, topic }: Ending): string {
  const shown = ['success', 'exit-code', 'signal'].includes(result) ? '' : ` (${result})`
  const ended = t(`service.endedWith.${how}`, { time: dayAndTime(at), status, result: shown })
  return title === null || topic === null ? ended : `${ended} - ${t('service.explained', { title, topic })}`
}

function run(state: ServiceState): Labelled[] {
  const { unit, uptimeSeconds, memoryBytes, lastEnding, ports, connections, answers } = state
  const since = unit.mainPid > 0 ? unit.startedAt : unit.since
  const span = uptimeSeconds === null ? null : duration(uptimeSeconds)
  const time = since === null ? null : dayAndTime(since)
  const peak = unit.memoryPeakBytes
  const memory = memoryBytes === null ? null : bytes(memoryBytes)
  return [
    ...line('since', time === null ? null : span === null ? time : t('service.sinceFor', { time, span })),
    ...line('process', unit.mainPid > 0 ? String(unit.mainPid) : null),
    ...line(
      'memory',
      memory === null || peak === null ? memory : t('service.peak', { bytes: memory, peak: bytes(peak) }),
    ),
    ...line(
      'restarts',
      unit.restarts > 0 ? t('service.restartsByItself', { count: unit.restarts }) : null,
      true,
    ),
    ...line('ended', lastEnding === null ? t('service.endedNever') : endingText(lastEnding)),
    ...line(
      'port',
      ports.map(({ port, use }) => t('service.answers', { port, use: t(`service.use.${use}`) })).join(', '),
    ),
    ...line('users', connections === null ? null : String(connections), answers === 'hung'),
  ]
}

function boot({ unit, lingers }: ServiceState): Labelled[] {
  const starts = unit.enabled === 'enabled'
  if (!starts) return line('enabled', t('service.startsNot', { state: unit.enabled }), true)
  return line('enabled', t(lingers === false ? 'service.lingersNot' : 'service.starts'), lingers === false)
}

function files({ unit, unitFile, config }: ServiceState, layout: Layout): Labelled[] {
  const path = escapeForTerminal(unit.fragmentPath ?? unitPath(layout))
  const changed = unit.dropIns.map(escapeForTerminal).join(', ')
  return [
    ...line('config', config === null ? null : escapeForTerminal(config)),
    ...line(
      'unitFile',
      t(`service.file.${unitFile}`, { path }),
      unitFile === 'older' || unitFile === 'edited',
    ),
    ...(changed === '' ? [] : [{ label: '', text: t('service.dropIns', { paths: changed }) }]),
  ]
}

function line(
  label: keyof typeof import('../../messages/en/service.ts').service.label,
  text: string | null,
  alarm = false,
): Labelled[] {
  return text === null || text === '' ? [] : [{ label: t(`service.label.${label}`), text, alarm }]
}
