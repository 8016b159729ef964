/** A file that somebody has offered: it lies on the server (`id`), or came along (`data`, as long as there is room). */
export interface Offer {
  readonly number: number
  readonly name: string
  readonly from: string
  readonly id?: string
  data?: Buffer | undefined
}

const MOST_OFFERS = 1000
/** Bytes of files that were sent without being asked for, all together. */
const MOST_BYTES = 64 << 20

/** The files that were offered in this room, by number. The oldest go when there are too many. */
export class Shelf {
  readonly #offers: Offer[] = []
  #last = 0
  #bytes = 0

  get offers(): readonly Offer[] {
    return this.#offers
  }

  add(offer: Omit<Offer, 'number'>): Offer {
    const added = { ...offer, number: ++this.#last }
    this.#offers.push(added)
    this.#bytes += offer.data?.length ?? 0
    if (this.#offers.length > MOST_OFFERS) this.#drop(this.#offers.shift())
    for (const old of this.#offers) {
      if (this.#bytes <= MOST_BYTES) break
      if (old !== added) this.#drop(old)
    }
    return added
  }

  /** By number, by the server's id, or the newest of that name. */
  find(word: string): Offer | undefined {
    return (
      this.#offers.find(({ number, id }) => String(number) === word || id === word) ??
      this.#offers.findLast(({ name }) => name === word)
    )
  }

  #drop(offer: Offer | undefined): void {
    if (offer?.data === undefined) return
    this.#bytes -= offer.data.length
    offer.data = undefined
  }
}
