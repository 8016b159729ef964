import { judge } from './judge.ts'
import type { Operator } from './operator.ts'
import type { Person } from './person.ts'
import { dozer, flooder, nameless, type Role, resetter, silent, steady, visitor } from './roles.ts'
import type { Stage } from './stage.ts'
import { knocker, staller, vandal } from './villains.ts'

const LARGE_FILE_BYTES = 1_300_000
const BEAT_MS = 2000

export interface RoundOptions {
  readonly ms: number
  /** How many of each kind take part; 1 on a machine that is busy. */
  readonly crowd: number
  /** What happens to the server itself meanwhile. */
  readonly meanwhile?: (() => Promise<void>) | undefined
}

/** What a round came to. */
export interface RoundResult {
  readonly said: number
  readonly heard: number
  readonly people: number
}

/**
 * One round: everybody comes, does what is his to do while the operator does his, and leaves; then it is judged.
 *
 * @throws at the first violation of the rules
 */
export async function playRound(
  stage: Stage,
  operator: Operator,
  options: RoundOptions,
): Promise<RoundResult> {
  const { ms, crowd, meanwhile = async () => {} } = options
  const { ledger } = stage
  await enterSteady(stage, 4 * crowd)
  const many = (role: Role) => Array.from({ length: crowd }, () => role)
  const roles = [...many(visitor), ...many(resetter), ...many(flooder), ...many(dozer), ...many(nameless)]
  roles.push(...many(vandal), ...many(silent), staller, knocker)
  for (const person of stage.steady) roles.push(steady(person, 200 / crowd))
  const timer = setTimeout(() => {
    stage.isOver = true
  }, ms)
  // Those who have finished wait for others, who may take longer than anybody may be silent.
  const beats = setInterval(() => {
    for (const person of stage.steady) person.send({ type: 'heartbeat' })
  }, BEAT_MS)
  try {
    await Promise.all([...roles.map((role) => role(stage)), operator.work(meanwhile)])
  } finally {
    clearTimeout(timer)
    clearInterval(beats)
    stage.isOver = true
  }
  await operator.finish()
  await allHeardOut(stage)
  for (const person of ledger.people) person.check()
  judge(ledger)
  operator.expectAnnounced()
  expectBlocked(stage)
  await Promise.all(stage.steady.map((person) => person.leave()))
  return {
    said: sum(ledger.people, ({ said }) => said.length),
    heard: sum(ledger.people, ({ broadcasts }) => broadcasts.length),
    people: ledger.people.length,
  }
}

async function enterSteady(stage: Stage, count: number): Promise<void> {
  for (let left = count; left > 0; left--) {
    const person = await stage.join('steady')
    await person.until(() => person.list.includes(person.name))
    person.isAlwaysHere = true
    stage.steady.push(person)
  }
  const [first] = stage.steady as [Person]
  first.upload(LARGE_FILE_BYTES)
  await first.until(() => first.saved > 0)
  stage.large = stage.ledger.offers[0]
}

/** Those who stay have everything that was meant for them, and see only each other. */
async function allHeardOut({ steady }: Stage): Promise<void> {
  await Promise.all(steady.map((person) => person.heardOut()))
  const names = steady
    .map(({ name }) => name)
    .sort()
    .join()
  await Promise.all(steady.map((person) => person.until(() => person.list.join() === names)))
}

/** Each refusal of a muted text is logged; some of those who were cut off have not lived to hear of theirs. */
function expectBlocked({ account, ledger }: Stage): void {
  for (const { fate, said, refusals } of ledger.people) {
    const unheard = said.filter(({ id }) => id === undefined).length
    account.expect(
      'chat/blocked',
      refusals.muted,
      fate === 'cut' ? Math.max(refusals.muted, unheard) : refusals.muted,
    )
  }
}

const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((so, item) => so + of(item), 0)
