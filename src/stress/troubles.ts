import type { ConnectFailure } from '../client/connect.ts'
import type { EndReason } from '../client/session-events.ts'

/**
 * What can go wrong in a stress test. Of connections: as in {@link ConnectFailure} and {@link EndReason}, and `no-descriptors`:
 * this side may not open more files; `flood`: dropped for sending too much. Of messages: `stalled`: not sent, because the server did not take what came before;
 * `muted`: refused; `cut`: shortened; `changed`: not as it was sent; `lost`, `duplicated`, `out-of-order`: deliveries.
 * `bad-frame`: what came was no packet.
 */
export type TroubleKind =
  | ConnectFailure
  | Exclude<EndReason, 'left' | 'unconfirmed' | 'protocol' | 'timeout'>
  | 'no-descriptors'
  | 'flood'
  | 'bad-frame'
  | 'stalled'
  | 'muted'
  | 'cut'
  | 'changed'
  | 'lost'
  | 'duplicated'
  | 'out-of-order'

export interface Trouble {
  readonly kind: TroubleKind
  readonly count: number
  /** The other side's or the system's words, of the first of them; or nothing. */
  readonly detail: string
}

/** Counts troubles by kind. */
export class Troubles {
  readonly #found = new Map<TroubleKind, { count: number; detail: string }>()

  add(kind: TroubleKind, detail = '', count = 1): void {
    const found = this.#found.get(kind)
    if (found !== undefined) found.count += count
    else if (count > 0) this.#found.set(kind, { count, detail })
  }

  countOf(kind: TroubleKind): number {
    return this.#found.get(kind)?.count ?? 0
  }

  get total(): number {
    let total = 0
    for (const { count } of this.#found.values()) total += count
    return total
  }

  /** The most frequent first. */
  list(): Trouble[] {
    return [...this.#found]
      .map(([kind, { count, detail }]) => ({ kind, count, detail }))
      .sort((a, b) => b.count - a.count)
  }
}
