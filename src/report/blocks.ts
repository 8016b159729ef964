import type { FactName, Facts, FactValues } from '../facts/facts.ts'
import { t } from '../messages/index.ts'
import type { Block } from './report.ts'

/** The blocks of a fact, or the one that says why there are none. */
export function fromFact<Name extends FactName>(
  facts: Facts,
  name: Name,
  blocks: (value: FactValues[Name]) => readonly Block[],
): readonly Block[] {
  const fact = facts[name]
  if (fact.seen) return blocks(fact.value as FactValues[Name])
  const values = { fact: name, detail: fact.detail, needs: fact.wouldNeed ?? '' }
  return [note(t(fact.wouldNeed === undefined ? 'doctor.unseen' : 'doctor.unseenNeeds', values))]
}

/** @param rows  those without a value are left out */
export function pairs(rows: readonly (readonly [string, string | number | null | undefined])[]): Block {
  const known = rows.filter(
    (row): row is readonly [string, string | number] =>
      row[1] !== null && row[1] !== undefined && row[1] !== '',
  )
  return { kind: 'pairs', rows: known.map(([label, value]) => [label, String(value)]) }
}

export function note(text: string): Block {
  return { kind: 'note', text }
}

/** A table, or a remark where it would be empty. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], empty: string): Block {
  return rows.length === 0 ? note(empty) : { kind: 'table', head, rows }
}

/** `drwxr-x---` is for people who know it; numbers are for commands. */
export const octal = (mode: number | null) => (mode === null ? '?' : mode.toString(8).padStart(4, '0'))
