import { figure, spread } from '../figures.ts'
import { type Talk, talk } from '../load.ts'
import { alternate, median, ratio, summary } from '../measure.ts'
import { SERVERS, type ServerName, startServer } from '../servers.ts'
import type { Aim, Suite } from '../suite.ts'

const SHAPES = [
  { receivers: 50, senders: 1 },
  { receivers: 200, senders: 1 },
  { receivers: 1000, senders: 1 },
  { receivers: 50, senders: 8 },
  { receivers: 200, senders: 8 },
  { receivers: 1000, senders: 8 },
  { receivers: 5000, senders: 8 },
] as const
/** Texts under way at the same time, of all senders. */
const WINDOW = 64
const TEXT_BYTES = 100
const LEAST_RATIO = 0.6
/** Receivers that the aim names. */
const AIMED_AT = new Set<number>([50, 200, 1000])
const MOST_GROWTH = 1.2
const MICRO = 1e6

const perSecond = ({ deliveries, seconds }: Talk) => deliveries / seconds
const microseconds = ({ serverCpu, deliveries }: Talk) => (serverCpu / deliveries) * MICRO

export const fanout: Suite = async (bench) => {
  const rows: string[][] = []
  const aims: Aim[] = []
  const costs = new Map<number, number>()
  for (const { receivers, senders } of SHAPES) {
    const results = await alternate(SERVERS, bench.rounds, async (name) => {
      await using server = await startServer(bench, name)
      const keys = { receivers, senders, bytes: TEXT_BYTES, window: WINDOW / senders, seconds: bench.seconds }
      const result = await talk(bench, server, keys)
      bench.say(`${receivers} receivers, ${senders} senders: ${name} ${figure(perSecond(result))}/s`)
      return result
    })
    const speeds = (name: ServerName) => results[name].map(perSecond)
    const toNode = ratio(speeds('chatctl'), speeds('node-tick'))
    const cost = summary(results.chatctl.map(microseconds))
    if (senders > 1) costs.set(receivers, cost.median)
    rows.push([
      figure(receivers),
      String(senders),
      spread(summary(speeds('chatctl'))),
      spread(cost, 3),
      spread(toNode, 2),
      spread(ratio(speeds('chatctl'), speeds('c-batch')), 2),
      figure(median(results.chatctl.map(({ loadCpu, seconds }) => (loadCpu / seconds) * 100))),
    ])
    if (!AIMED_AT.has(receivers)) continue
    aims.push({
      what: `fan-out to ${figure(receivers)} receivers, ${senders} talking`,
      wanted: `at least ${LEAST_RATIO} of node-tick`,
      measured: spread(toNode, 2),
      holds: toNode.median >= LEAST_RATIO,
    })
  }
  const growth = (costs.get(5000) ?? Number.NaN) / (costs.get(50) ?? Number.NaN)
  aims.push({
    what: 'cost of a delivery in a room of 5,000, compared with a room of 50',
    wanted: `at most ${MOST_GROWTH} times`,
    measured: figure(growth, 2),
    holds: growth <= MOST_GROWTH,
  })
  return {
    title: 'Fan-out',
    how: `Texts of ${TEXT_BYTES} bytes, ${WINDOW} of them under way at any time; a delivery is one text at one receiver, and a run counts only if every single one arrived. chatctl does its whole job meanwhile: it parses and checks each packet, filters words, logs every text, adds its metadata (a delivery of it has 230 bytes; one of the references 144) and encodes it anew.`,
    head: [
      'receivers',
      'talking',
      'deliveries per second',
      'processor time per delivery (µs)',
      'of node-tick',
      'of c-batch',
      'load generator busy (%)',
    ],
    rows,
    aims,
  }
}
