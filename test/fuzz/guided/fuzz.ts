import { setImmediate } from 'node:timers/promises'
import { Dice } from '../dice.ts'
import type { Kind } from '../kind.ts'
import { BlockMap, type Place } from './block-map.ts'
import { Fault, kindOfFault } from './fault.ts'
import type { Meter } from './meter.ts'
import { fewerBytes, shrunk } from './shorter.ts'

export interface FuzzOptions {
  readonly seed: number
  /** What was found before, beside the seeds of the kind. */
  readonly found?: readonly Buffer[]
  /** So many of what is given are judged before anything else, by chance; all of them if not given. */
  readonly replay?: number
  /** What was reached guides the choice; without it every input is made of the given ones. */
  readonly meter?: Meter | undefined
  /** Inputs at most. */
  readonly rounds?: number
  /** Ends it before that. */
  readonly signal?: AbortSignal
  /** Faults after which it ends. */
  readonly mostFaults?: number
  readonly onProgress?: (soFar: Progress) => void
}

export interface Progress {
  readonly inputs: number
  readonly blocks: BlockMap['blocks']
  readonly kept: number
}

export interface Outcome extends Progress {
  /** Blocks that the given inputs reach. */
  readonly atStart: BlockMap['blocks']
  /** The inputs that reach everything that was reached, beside the seeds of the kind: the small ones first. */
  readonly worthKeeping: readonly Buffer[]
  /** Places that were reached once and by no single input again: what depends on time or on what ran before. */
  readonly unsteady: number
  readonly faults: readonly Fault[]
  readonly seconds: number
}

/** Tries to make a fault smaller. */
const PATIENCE_WITH_FAULTS = 400
/** Tries to make an input smaller before it is known whether it is worth more. */
const FIRST_TRIES = 8
/** Changes on top of each other. */
const MOST_CHANGES = 4

/** Judges mutated inputs until the rounds are over or too many faults were found. The same seed tries the same inputs. */
export async function fuzz(kind: Kind, options: FuzzOptions): Promise<Outcome> {
  const run = new Run(kind, options)
  return await run.all()
}

class Run {
  readonly #kind: Kind
  readonly #options: FuzzOptions
  readonly #dice: Dice
  readonly #map = new BlockMap()
  /** What the seeds of the kind reach: nothing that reaches no more is worth its place in the corpus. */
  readonly #ofSeeds = new BlockMap()
  readonly #pool: Buffer[]
  readonly #faults = new Map<string, Fault>()
  #inputs = 0
  #kept = 0
  #unsteady = 0

  constructor(kind: Kind, options: FuzzOptions) {
    this.#kind = kind
    this.#options = options
    this.#dice = new Dice(options.seed)
    this.#pool = [...kind.seeds(), ...(options.found ?? [])]
  }

  async all(): Promise<Outcome> {
    const { rounds = Number.POSITIVE_INFINITY, signal, mostFaults = 1, meter, onProgress } = this.#options
    const start = performance.now()
    await meter?.take()
    const seeds = this.#kind.seeds().length
    const given = this.#given()
    for (const part of [given.slice(0, seeds), given.slice(seeds)]) {
      for (let at = 0; at < part.length; at += this.#kind.batch)
        await this.#judge(part.slice(at, at + this.#kind.batch))
      const report = (await meter?.take()) ?? []
      this.#map.add(report)
      if (this.#ofSeeds.blocks.known === 0) this.#ofSeeds.add(report)
    }
    const atStart = this.#map.blocks
    while (this.#inputs < rounds && signal?.aborted !== true && this.#faults.size < mostFaults) {
      const size = Math.min(this.#kind.batch, rounds - this.#inputs)
      const batch = Array.from({ length: size }, () => this.#next())
      this.#inputs += size
      await this.#judge(batch)
      if (meter) await this.#lookAt(batch, meter)
      onProgress?.(this.#progress)
      // Nothing else waits for the machine, so that no timer and no signal would ever have its turn.
      await setImmediate()
    }
    const seconds = (performance.now() - start) / 1000
    const worthKeeping = meter ? await this.#distilled(meter) : []
    const faults = [...this.#faults.values()]
    return { ...this.#progress, atStart, worthKeeping, unsteady: this.#unsteady, faults, seconds }
  }

  #given(): readonly Buffer[] {
    const { replay = this.#pool.length } = this.#options
    if (replay >= this.#pool.length) return this.#pool.slice()
    return Array.from({ length: replay }, () => this.#dice.pick(this.#pool))
  }

  get #progress(): Progress {
    return { inputs: this.#inputs, blocks: this.#map.blocks, kept: this.#kept }
  }

  /** What was kept last has the most that nobody has looked behind yet. */
  #next(): Buffer {
    const recent = Math.max(4, this.#pool.length >> 3)
    const from = this.#dice.onceIn(2) ? Math.max(0, this.#pool.length - recent) : 0
    let input = this.#pool[from + this.#dice.below(this.#pool.length - from)] as Buffer
    let changes = 1
    while (changes < MOST_CHANGES && this.#dice.onceIn(2)) changes++
    for (; changes > 0; changes--) input = this.#kind.mutate(input, this.#dice, this.#pool)
    return input
  }

  async #judge(inputs: readonly Buffer[]): Promise<void> {
    try {
      await this.#kind.judge(inputs)
    } catch (error) {
      await this.#blame(inputs, error)
    }
  }

  /** Finds out which one it was, and how little of it is enough. */
  async #blame(inputs: readonly Buffer[], error: unknown): Promise<void> {
    const failureOf = async (input: Buffer) => {
      try {
        await this.#kind.judge([input])
        return undefined
      } catch (failure) {
        return failure
      }
    }
    let culprit: Buffer | undefined
    let failure: unknown
    for (const input of inputs) {
      failure = await failureOf(input)
      culprit = input
      if (failure !== undefined) break
    }
    if (failure === undefined || culprit === undefined) {
      const together = `${error instanceof Error ? error.stack : error}\nnone of these ${inputs.length} does it alone`
      this.#faults.set(kindOfFault(error), new Fault(Buffer.concat(inputs), this.#named(together), error))
      return
    }
    const id = kindOfFault(failure)
    if (this.#faults.has(id)) return
    const fails = async (input: Buffer) => {
      const other = await failureOf(input)
      return other !== undefined && kindOfFault(other) === id
    }
    const tries = Math.min(PATIENCE_WITH_FAULTS, 10 * this.#kind.patience)
    const smallest = await shrunk(culprit, this.#kind.shorter ?? fewerBytes, fails, tries)
    const last = (await failureOf(smallest)) ?? failure
    const said = last instanceof Error ? last.stack : String(last)
    this.#faults.set(id, new Fault(smallest, this.#named(String(said)), last))
  }

  #named(said: string): string {
    return `${this.#kind.name}, seed ${this.#options.seed}: ${said}`
  }

  async #lookAt(batch: readonly Buffer[], meter: Meter): Promise<void> {
    const report = await meter.take()
    if (this.#map.news(report).length > 0) {
      await this.#attribute(batch, meter)
      this.#unsteady += this.#map.news(report).length
    }
    this.#map.add(report)
  }

  /** Runs halves of a batch again until it is known which inputs reach what is new. */
  async #attribute(batch: readonly Buffer[], meter: Meter): Promise<void> {
    const half = Math.ceil(batch.length / 2)
    for (const part of batch.length === 1 ? [batch] : [batch.slice(0, half), batch.slice(half)]) {
      await this.#judge(part)
      const report = await meter.take()
      const news = this.#map.news(report)
      if (news.length === 0) continue
      const [only] = part
      if (part.length > 1) await this.#attribute(part, meter)
      else if (only) await this.#keep(only, news, meter)
      if (batch.length === 1) this.#map.add(report)
    }
  }

  async #keep(input: Buffer, news: readonly Place[], meter: Meter): Promise<void> {
    const small = await this.#smaller(input, news, meter, FIRST_TRIES)
    await this.#judge([small])
    this.#map.add(await meter.take())
    this.#pool.push(small)
    this.#kept++
  }

  async #smaller(input: Buffer, news: readonly Place[], meter: Meter, tries: number): Promise<Buffer> {
    const reaches = async (other: Buffer) => {
      await this.#judge([other])
      return BlockMap.reaches(await meter.take(), news)
    }
    return await shrunk(input, this.#kind.shorter ?? fewerBytes, reaches, tries)
  }

  /** Of all that was found, what reaches something that smaller ones do not, as small as it can be. */
  async #distilled(meter: Meter): Promise<Buffer[]> {
    const found = new Set(this.#options.found ?? [])
    const map = this.#ofSeeds
    const kept: Buffer[] = []
    for (const input of this.#pool.slice(this.#kind.seeds().length).sort((a, b) => a.length - b.length)) {
      await this.#judge([input])
      const report = await meter.take()
      const news = map.news(report)
      map.add(report)
      if (news.length === 0) continue
      kept.push(found.has(input) ? input : await this.#smaller(input, news, meter, this.#kind.patience))
    }
    return kept
  }
}
