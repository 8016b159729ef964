import { prometheusText } from '../doctor/formats/prometheus.ts'
import { writeAtomic } from '../store/atomic-write.ts'
import type { Look } from './look.ts'
import type { MonitorState } from './state.ts'

/**
 * Writes the file for Prometheus' textfile collector, as a whole: the collector never meets a part of it.
 *
 * @throws the system's error
 */
export async function writeTextfile(path: string, look: Look, state: MonitorState): Promise<void> {
  await writeAtomic(path, prometheusText(look.verdict, look) + serverMetrics(look, state), 0o644)
}

function serverMetrics({ facts }: Look, state: MonitorState): string {
  const live = facts.live.seen ? facts.live.value : null
  const status = live?.status ?? null
  const rows: readonly (readonly [string, string, number | null])[] = [
    ['chatctl_up', 'Whether the server answers.', live === null ? null : Number(live.state === 'running')],
    ['chatctl_resident_memory_bytes', 'Memory of the server.', status?.rssBytes ?? null],
    ['chatctl_connections', 'Open connections.', status?.connections.open ?? null],
    ['chatctl_connections_max', 'Connections that there is room for.', status?.connections.max ?? null],
    ['chatctl_queued_bytes', 'Bytes that wait for slow readers.', status?.queue.bytes ?? null],
    [
      'chatctl_event_loop_delay_p99_seconds',
      'Delay of the event loop.',
      status === null ? null : status.eventLoopDelay.p99 / 1000,
    ],
    ['chatctl_uptime_seconds', 'Since the server started.', status?.uptimeSeconds ?? null],
    ['chatctl_monitor_alerts_waiting', 'Alerts that have not arrived yet.', state.queue.items.length],
    ['chatctl_monitor_restarts_last_hour', 'Restarts by the monitor.', state.restarts.length],
  ]
  // What is not known has no sample, so that nobody takes it for nought.
  return rows
    .flatMap(([name, help, value]) =>
      value === null ? [] : [`# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`],
    )
    .join('')
}
