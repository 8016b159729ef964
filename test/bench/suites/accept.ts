import { figure, spread } from '../figures.ts'
import { storm } from '../load.ts'
import { alternate, ratio, summary } from '../measure.ts'
import { SERVERS, startServer } from '../servers.ts'
import type { Suite } from '../suite.ts'

const CONNECTIONS = 5000
const AT_ONCE = 128
const LEAST = 5000

export const accept: Suite = async (bench) => {
  const results = await alternate(SERVERS, bench.rounds, async (name) => {
    await using server = await startServer(bench, name)
    const { connections, seconds, lost } = await storm(bench, server, {
      connections: CONNECTIONS,
      at_once: AT_ONCE,
    })
    if (lost > 0) throw new Error(`${lost} of ${CONNECTIONS} connections were lost`)
    bench.say(`accept: ${name} ${figure(connections / seconds)}/s`)
    return connections / seconds
  })
  const own = summary(results.chatctl)
  return {
    title: 'Accepting connections',
    how: `${figure(CONNECTIONS)} connections, ${AT_ONCE} on their way at any time; each counts when the greeting has arrived. chatctl judges each (bans, limits, room) and logs it.`,
    head: ['server', 'connections per second', 'of node-tick'],
    rows: SERVERS.map((name) => [
      name,
      spread(summary(results[name])),
      spread(ratio(results[name], results['node-tick']), 2),
    ]),
    aims: [
      {
        what: 'connections accepted',
        wanted: `at least ${figure(LEAST)} per second`,
        measured: spread(own),
        holds: own.median >= LEAST,
      },
    ],
  }
}
