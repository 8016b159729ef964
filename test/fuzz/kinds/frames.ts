import { fewerItems } from '../guided/shorter.ts'
import type { Kind } from '../kind.ts'
import type { Rules } from './frames/expectation.ts'
import type { Room } from './frames/room.ts'
import { framesOf, mutateStream, SEEDS } from './frames/stream.ts'

/** What a connection says to a daemon: its bytes, from the first to the last. */
export function frames(rules: Rules, room: Room): Kind {
  return {
    name: `frames-${rules}`,
    batch: 64,
    patience: 8,
    seeds: () => SEEDS,
    mutate: (input, dice, others) => mutateStream(input, dice, others, rules),
    judge: (inputs) => room.judge(inputs),
    *shorter(input) {
      for (const some of fewerItems(framesOf(input, rules).map(({ bytes }) => bytes)))
        yield Buffer.concat(some)
    },
  }
}
