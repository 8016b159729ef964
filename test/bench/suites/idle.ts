import { setTimeout as delay } from 'node:timers/promises'
import { figure, spread } from '../figures.ts'
import { hold } from '../load.ts'
import { alternate, summary } from '../measure.ts'
import { residentBytes } from '../processes.ts'
import { startServer } from '../servers.ts'
import type { Suite } from '../suite.ts'

const COUNTS = [2000, 10_000] as const
const SUBJECTS = ['chatctl', 'node-tick'] as const
const HEARTBEAT_SECONDS = 25
const HOLD_MS = 5000
const MOST_KIB = 12

export const idle: Suite = async (bench) => {
  const rows: string[][] = []
  const sizes: number[] = []
  for (const connections of COUNTS) {
    const results = await alternate(SUBJECTS, bench.rounds, async (name) => {
      await using server = await startServer(bench, name)
      const before = residentBytes(server.pid)
      const held = await hold(bench, server, { connections, heartbeat: HEARTBEAT_SECONDS })
      await delay(HOLD_MS)
      const kib = (residentBytes(server.pid) - before) / 1024 / held.connections
      const { lost, serverCpu, seconds } = await held.release()
      if (lost > 0) throw new Error(`${lost} of ${connections} idle connections were lost`)
      bench.say(`${connections} idle: ${name} ${figure(kib, 1)} KiB each`)
      return { kib, busy: (serverCpu / seconds) * 100 }
    })
    for (const name of SUBJECTS) {
      const size = summary(results[name].map(({ kib }) => kib))
      if (name === 'chatctl') sizes.push(size.median)
      rows.push([
        figure(connections),
        name,
        spread(size, 1),
        spread(summary(results[name].map(({ busy }) => busy)), 1),
      ])
    }
  }
  return {
    title: 'Idle connections',
    how: `Memory that the process holds more (resident set) with so many greeted connections than without, divided by their number; each sends a heartbeat every ${HEARTBEAT_SECONDS} seconds, and none was lost.`,
    head: ['connections', 'server', 'KiB each', 'busy (%)'],
    rows,
    aims: [
      {
        what: 'an idle connection',
        wanted: `at most ${MOST_KIB} KiB`,
        measured: sizes.map((size) => figure(size, 1)).join(' and '),
        holds: sizes.every((size) => size <= MOST_KIB),
      },
    ],
  }
}
