import { figure } from '../figures.ts'
import { talk } from '../load.ts'
import { median } from '../measure.ts'
import { residentBytes } from '../processes.ts'
import { startServer } from '../servers.ts'
import type { Suite } from '../suite.ts'

const PARTS = 10
const MESSAGES_PER_PART = 100_000
const RECEIVERS = 10
const MIB = 1 << 20
/** By which the later half may lie above the earlier one: a heap swings. */
const MOST_GROWTH = 1.1

export const memory: Suite = async (bench) => {
  await using server = await startServer(bench, 'chatctl')
  const sizes: number[] = []
  for (let part = 0; part <= PARTS; part++) {
    // The first one warms the server up and is not counted.
    await talk(bench, server, {
      receivers: RECEIVERS,
      senders: 4,
      window: 16,
      messages: MESSAGES_PER_PART,
      warmup: 0.1,
    })
    const mib = residentBytes(server.pid) / MIB
    bench.say(`memory after ${figure(part * MESSAGES_PER_PART)} messages: ${figure(mib)} MiB`)
    if (part > 0) sizes.push(mib)
  }
  const half = PARTS / 2
  const [early, late] = [median(sizes.slice(0, half)), median(sizes.slice(half))]
  return {
    title: 'Memory over a million messages',
    how: `${figure(PARTS * MESSAGES_PER_PART)} texts to ${RECEIVERS} receivers after a warm-up of ${figure(MESSAGES_PER_PART)}; resident set of the process after every ${figure(MESSAGES_PER_PART)}, with new connections each time. One run.`,
    head: ['messages', ...sizes.map((_, at) => `${((at + 1) * MESSAGES_PER_PART) / 1000}k`)],
    rows: [['MiB', ...sizes.map((size) => figure(size))]],
    aims: [
      {
        what: 'memory in the second half of a million messages, compared with the first',
        wanted: `at most ${MOST_GROWTH} times`,
        measured: figure(late / early, 2),
        holds: late / early <= MOST_GROWTH,
      },
    ],
  }
}
