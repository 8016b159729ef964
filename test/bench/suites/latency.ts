import { figure, spread } from '../figures.ts'
import { talk } from '../load.ts'
import { alternate, median, ratio, summary } from '../measure.ts'
import { SERVERS, startServer } from '../servers.ts'
import type { Suite } from '../suite.ts'

const RECEIVERS = 200
const SENDERS = 8
const RATE = 100
const SECONDS = 4
const MOST_RATIO = 1.3

export const latency: Suite = async (bench) => {
  const results = await alternate(SERVERS, bench.rounds, async (name) => {
    await using server = await startServer(bench, name)
    const keys = { receivers: RECEIVERS, senders: SENDERS, rate: RATE, seconds: SECONDS }
    const result = await talk(bench, server, keys)
    bench.say(`latency: ${name} p50 ${figure(result.p50)} µs, p99 ${figure(result.p99)} µs`)
    return result
  })
  const all = SERVERS.flatMap((name) => results[name])
  const p99s = (name: (typeof SERVERS)[number]) => results[name].map(({ p99 }) => p99)
  const toC = ratio(p99s('chatctl'), p99s('c-batch'))
  return {
    title: 'Latency',
    how: `${RATE} texts a second of ${SENDERS} senders to ${RECEIVERS} receivers for ${SECONDS} seconds; the time from when a text was due to when a receiver has it, over all deliveries. Before that they talk at full speed for half a second, so that the code is compiled: that goes on beside the event loop, and where the server has one processor it stops it for up to two milliseconds. The load generator itself sent its texts ${figure(median(all.map(({ late }) => late)))} µs late in the 99th percentile.`,
    head: ['server', 'p50 (µs)', 'p99 (µs)', 'p99, of c-batch'],
    rows: SERVERS.map((name) => [
      name,
      spread(summary(results[name].map(({ p50 }) => p50))),
      spread(summary(p99s(name))),
      spread(ratio(p99s(name), p99s('c-batch')), 2),
    ]),
    aims: [
      {
        what: 'p99 latency',
        wanted: `at most ${MOST_RATIO} of c-batch`,
        measured: spread(toC, 2),
        holds: toC.median <= MOST_RATIO,
      },
    ],
  }
}
