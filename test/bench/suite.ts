/** How a benchmark is run; the same for all suites. */
export interface Bench {
  /** How often everything is measured. */
  readonly rounds: number
  /** Length of one measurement, where the suite lets one choose. */
  readonly seconds: number
  /** Compiled helpers lie here until the end. */
  readonly folder: string
  /** Take precedence over all other processes; for root. */
  readonly first: boolean
  /** Gets, now and then, the share of one processor that other processes take. */
  readonly others: number[]
  say(line: string): void
}

/** Whether what was aimed at was reached. */
export interface Aim {
  readonly what: string
  readonly wanted: string
  readonly measured: string
  readonly holds: boolean
}

/** The result of a suite: a section of docs/performance.md. */
export interface Section {
  readonly title: string
  /** How the figures were taken, in a paragraph. */
  readonly how: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly aims: readonly Aim[]
}

/** @throws with a sentence where this machine lacks something that the suite needs */
export type Suite = (bench: Bench) => Promise<Section>
