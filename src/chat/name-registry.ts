import { LIMITS } from '../protocol/limits.ts'
import { cleanName } from './clean-name.ts'
import { compareCodePoints, cutCodePoints } from './code-points.ts'

/** The name that was given, and why it is not the one asked for. */
export interface Naming {
  readonly name: string
  readonly notice?: { readonly kind: 'refused' } | { readonly kind: 'taken'; readonly asked: string }
}

const GUEST = 'Guest'
/** Hints only save time, so they may be thrown away at any moment. */
const MAX_HINTS = 4096

/** The names in use, each with its holder, unique and sorted by code point (protocol clauses 5.1 and 5.2). */
export class NameRegistry<Holder> {
  readonly #holders = new Map<string, Holder>()
  readonly #sorted: string[] = []
  /** For a name that was asked for twice: the smallest suffix that may be free. Spares a search from 2 every time. */
  readonly #nextSuffix = new Map<string, number>()
  readonly #isProtected: (name: string) => boolean
  #json: string | undefined

  /** @param isProtected  whether nobody may bear this name, which has been cleaned */
  constructor(isProtected: (name: string) => boolean) {
    this.#isProtected = isProtected
  }

  get size(): number {
    return this.#holders.size
  }

  holder(name: string): Holder | undefined {
    return this.#holders.get(name)
  }

  /** Gives a holder the name that the rules make of what was asked for. */
  claim(asked: string, holder: Holder): Naming {
    const name = cleanName(asked)
    const naming: Naming =
      name === '' || this.#isProtected(name)
        ? { name: this.#free(GUEST), notice: { kind: 'refused' } }
        : this.#holders.has(name)
          ? { name: this.#free(name), notice: { kind: 'taken', asked: name } }
          : { name }
    this.#holders.set(naming.name, holder)
    this.#sorted.splice(this.#position(naming.name), 0, naming.name)
    this.#json = undefined
    return naming
  }

  release(name: string): void {
    if (!this.#holders.delete(name)) return
    this.#sorted.splice(this.#position(name), 1)
    this.#json = undefined
    this.#forget(name)
  }

  /** JSON array of the names, encoded once per change. */
  toJson(): string {
    this.#json ??= JSON.stringify(this.#sorted)
    return this.#json
  }

  #free(base: string): string {
    if (!this.#holders.has(base)) return base
    let suffix = this.#nextSuffix.get(base) ?? 2
    let candidate = withSuffix(base, suffix)
    while (this.#holders.has(candidate)) candidate = withSuffix(base, ++suffix)
    // A base that is cut to make room for the suffix has no hint: freeing its name would not lead back to it.
    if (candidate.startsWith(base)) this.#remember(base, suffix)
    return candidate
  }

  #remember(base: string, suffix: number): void {
    if (this.#nextSuffix.size >= MAX_HINTS) this.#nextSuffix.clear()
    this.#nextSuffix.set(base, suffix)
  }

  #forget(name: string): void {
    const at = name.lastIndexOf('_')
    if (at < 0) return
    const base = name.slice(0, at)
    const next = this.#nextSuffix.get(base)
    if (next !== undefined && Number(name.slice(at + 1)) < next) this.#nextSuffix.delete(base)
  }

  /** Index at which a name stands or would stand. */
  #position(name: string): number {
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareCodePoints(this.#sorted[middle] ?? '', name) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

function withSuffix(base: string, number: number): string {
  const suffix = `_${number}`
  return (cutCodePoints(base, LIMITS.nameCodePoints - suffix.length) ?? base) + suffix
}
