interface Order<Subject> {
  readonly apply: (subject: Subject) => unknown
  readonly resolve: (result: never) => void
  readonly reject: (error: unknown) => void
}

/** Carries out a group of changes as one: applies each to the subject, writes, and gives the results in order. */
export type CarryOut<Subject> = (changes: readonly ((subject: Subject) => unknown)[]) => Promise<unknown[]>

/** One piece of work after the other; changes that come while another is written share the next write. */
export class OrderQueue<Subject> {
  readonly #carryOut: CarryOut<Subject>
  #orders: Order<Subject>[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(carryOut: CarryOut<Subject>) {
    this.#carryOut = carryOut
  }

  /** Hands in a change. @returns what it gave, once the whole group is written */
  order<T>(apply: (subject: Subject) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#orders.push({ apply, resolve, reject })
      if (this.#orders.length === 1) void this.inTurn(() => this.#carryOutAll())
    })
  }

  /** Runs work of another sort after what was handed in before. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {})
    return turn
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#last
  }

  async #carryOutAll(): Promise<void> {
    const orders = this.#orders
    this.#orders = []
    try {
      const results = await this.#carryOut(orders.map(({ apply }) => apply))
      for (const [index, { resolve }] of orders.entries()) resolve(results[index] as never)
    } catch (error) {
      for (const { reject } of orders) reject(error)
    }
  }
}
