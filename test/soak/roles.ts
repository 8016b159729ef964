import assert from 'node:assert/strict'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'

/** Somebody's way of taking part, from now to the end of the round. */
export type Role = (stage: Stage) => Promise<void>

/** The two limits of a text's length that are in force by turns. */
export const LENGTHS = [200, 300] as const
const TOO_LONG = '很长'.repeat(LENGTHS[1])
const MOST_FILE_BYTES = 30_000
/** So many messages at once are nothing unusual; a flood is more. */
export const BURST = 150
const FLOOD = 4 * BURST
const LINGER_MS = 1500

/** Says one thing of many kinds. */
export function talk(stage: Stage, person: Person): void {
  const { dice, ledger } = stage
  const kind = dice.below(100)
  if (kind < 60) person.say(`said in passing ${'·'.repeat(dice.below(60))}`)
  else if (kind < 66) person.say('shit', (whole) => [whole.replace('shit', '****')])
  else if (kind < 72) person.say(TOO_LONG, (whole) => LENGTHS.map((most) => cut(whole, most)))
  else if (kind < 84) person.whisper(dice.pick(stage.steady), 'for you alone')
  else if (kind < 90) person.whisper(dice.pick(ledger.people), 'if you are there')
  else if (kind < 92) person.upload(1 + dice.below(MOST_FILE_BYTES))
  else if (kind < 96 && ledger.offers.length > 0) person.ask(dice.pick(ledger.offers))
  else person.send({ type: 'heartbeat' })
}

const cut = (text: string, most: number) => `${[...text].slice(0, most).join('')}...`

/** Talks all the time, and is there all the time; the caller has made it join. */
export const steady =
  (person: Person, pauseMs: number): Role =>
  async (stage) => {
    while (!stage.isOver) {
      talk(stage, person)
      person.check()
      // Else the end of a standstill would be an avalanche that drowns the listeners, who are one process.
      await stage.pause(stage.isStill ? 10 * pauseMs : pauseMs)
    }
  }

/** Comes, talks, hangs up; comes again. */
export const visitor: Role = async (stage) => {
  while (!stage.isOver) {
    const person = await stage.join('visitor')
    for (let left = stage.dice.below(20); left > 0; left--) {
      talk(stage, person)
      if (stage.dice.onceIn(4)) await stage.pause(50)
    }
    await person.leave()
    await stage.pause(LINGER_MS)
  }
}

/** Comes, talks, and is gone without a goodbye, in the middle of anything. */
export const resetter: Role = async (stage) => {
  while (!stage.isOver) {
    const person = await stage.join('resetter')
    for (let left = stage.dice.below(20); left > 0; left--) talk(stage, person)
    await stage.pause(100)
    person.check()
    person.reset()
    await stage.pause(LINGER_MS)
  }
}

/** Says as much as it can in one go, and waits until it was heard: it is slowed, but loses nothing. */
export const flooder: Role = async (stage) => {
  while (!stage.isOver) {
    const person = await stage.join('flooder')
    for (let left = FLOOD; left > 0; left--) person.say('and another one')
    stage.account.expect('chat/flood-slowed')
    await person.leave()
    await stage.pause(LINGER_MS)
  }
}

/** Stops reading for a while, as a laptop that is closed does, and misses nothing. */
export const dozer: Role = async (stage) => {
  while (!stage.isOver) {
    const person = await stage.join('dozer')
    person.stopReading()
    await stage.pause(LINGER_MS)
    person.say('I was away for a moment')
    person.readAgain()
    await stage.pause(LINGER_MS)
    await person.leave()
  }
}

/** Listens without a name. */
export const nameless: Role = async (stage) => {
  while (!stage.isOver) {
    const person = await stage.enter('nameless')
    await stage.pause(LINGER_MS)
    await person.leave()
  }
}

/** Says its name and then nothing, not even that it is alive. */
export const silent: Role = async (stage) => {
  const person = await stage.join('silent')
  stage.account.expect('chat/heartbeat-timeout')
  await person.cutOff()
  assert.deepEqual(person.notices.slice(1), ['心跳超时，连接已断开'])
}
