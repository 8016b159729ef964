import assert from 'node:assert/strict'
import type { Ledger } from './ledger.ts'
import type { Person } from './person.ts'
import type { Said } from './said.ts'

/**
 * Compares what was heard with what the rules say must have been, once nobody says anything any more.
 *
 * @throws at the first difference
 */
export function judge(ledger: Ledger): void {
  const ids = [...ledger.broadcasts.keys()].sort((a, b) => a - b)
  for (const person of ledger.people) {
    expectNoGap(ledger, person, ids)
    expectOrder(person)
    expectOutcomes(ledger, person)
  }
}

/** Between the first and the last that somebody was sent he has everything that anybody has, his own texts excepted. */
function expectNoGap({ broadcasts }: Ledger, person: Person, ids: readonly number[]): void {
  const { firstId, lastId } = person
  if (firstId === undefined) return
  const must = ids.filter((id) => id >= firstId && id <= lastId && broadcasts.get(id)?.speaker !== person)
  const at = must.findIndex((id, index) => person.broadcasts[index] !== id)
  if (at < 0)
    return assert.equal(person.broadcasts.length, must.length, `${person.name} got more than others`)
  const missing = JSON.stringify(broadcasts.get(must[at] as number)?.packet)
  assert.fail(`${person.name} (${person.role}) did not get number ${must[at]}: ${missing}`)
}

function expectOrder({ name, said }: Person): void {
  let before: Said | undefined
  for (const one of said) {
    if (one.id === undefined) continue
    if (before?.id !== undefined)
      assert.ok(before.id < one.id, `${name}: ${before.n} was delivered after ${one.n}`)
    before = one
  }
}

/** Each thing said was delivered or refused; whoever was cut off may have been heard up to some point only. */
function expectOutcomes(ledger: Ledger, person: Person): void {
  const { said, refusals } = person
  const open = said.filter(({ id }) => id === undefined)
  for (const one of said) if (one.id !== undefined) expectAllowed(ledger, one)
  expectCopies(person)
  const lastHeard = said.findLast(({ id }) => id !== undefined)
  for (const one of open) {
    const next = said.find(({ n, id }) => n > one.n && id !== undefined)
    const isOver = lastHeard === undefined || one.n > lastHeard.n
    // Who was cut off may have missed the confirmation of what was delivered.
    if (person.fate === 'cut' && (isOver || one.copyId !== undefined)) continue
    const until = next?.heardAt ?? ledger.now()
    const isMuted = ledger.mutes.possibly(person.ip, one.at, until)
    const isNobody = one.kind === 'private' && one.to?.isAlwaysHere === false
    assert.ok(isMuted || isNobody, `${person.name} (${person.role}): ${one.kind} text ${one.n} was lost`)
  }
  if (person.fate === 'cut') return
  const told = refusals.muted + refusals.offline + refusals.failed
  assert.equal(
    open.length,
    told,
    `${person.name} (${person.role}): not heard, and told so (${JSON.stringify(refusals)})`,
  )
  assert.equal(person.saved, said.filter(({ kind, id }) => kind === 'file' && id !== undefined).length)
  assert.deepEqual(person.awaited, [], `${person.name} waits for files`)
}

/** Nothing gets through while its sender is muted. */
function expectAllowed({ mutes }: Ledger, { by, n, at, heardAt = at }: Said): void {
  assert.ok(!mutes.certainly(by.ip, at, heardAt), `${by.name} was muted and ${n} was heard`)
}

/** A confirmed private text was delivered, one that was delivered was confirmed, and the copy goes first. */
function expectCopies({ name, fate, said }: Person): void {
  for (const { kind, id, copyId, to, n } of said) {
    if (kind !== 'private') continue
    if (id !== undefined && to !== undefined && to.lastId > id)
      assert.ok(copyId !== undefined && copyId < id, `${to.name} has no copy of ${n} of ${name}`)
    if (copyId !== undefined && fate !== 'cut')
      assert.ok(id !== undefined, `${name} has no confirmation of ${n}`)
  }
}
