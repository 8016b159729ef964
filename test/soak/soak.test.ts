import { test } from 'node:test'
import { soak } from './soak.ts'

/** Fixed, so that a failure is the change's doing; `npm run soak` takes a new one each time. */
const SEED = 1

test('for a minute, everything that the rules say must arrive arrives, and nothing is kept or warned of without reason', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs an address for every client, and /proc')
  await soak({
    minutes: 1,
    seed: SEED,
    crowd: 1,
    standstillMs: 0,
    onRound: ({ round, rounds, people, said, heard, logLines, holdings }) =>
      t.diagnostic(
        `round ${round} of ${rounds}: ${people} people, ${said} said, ${heard} heard, ${logLines} log lines; ${JSON.stringify(holdings)}`,
      ),
  })
})
