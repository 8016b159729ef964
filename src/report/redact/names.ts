/** Accounts that every such machine has: they name nobody, and a diagnosis needs them. */
const NOBODY = new Set([
  'root',
  'chatserver',
  'nobody',
  'daemon',
  'www-data',
  'systemd',
  'sys',
  'localhost',
  '',
])

/** A name of fewer letters is no word by itself in a sentence; in a field of its own it still gets its pseudonym. */
const SHORTEST_WORD = 3

/** Pseudonyms of people and machines: `user-3`, `host-1`, the same for the same name. */
export class Names {
  readonly #known = new Map<string, string>()
  readonly #used = new Map<string, number>()
  readonly #words: RegExp | null

  readonly #kept: ReadonlySet<string>

  /**
   * @param users,hosts  names to look for in running text
   * @param kept  accounts of programs
   */
  constructor(users: readonly string[], hosts: readonly string[], kept: readonly string[]) {
    this.#kept = new Set([...NOBODY, ...kept])
    for (const host of hosts) this.#give('host', host)
    for (const user of users) this.user(user)
    const words = [...users, ...hosts].filter((word) => word.length >= SHORTEST_WORD && !this.#kept.has(word))
    const sources = words
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
    this.#words =
      sources.length === 0
        ? null
        : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${sources.join('|')})(?![\\p{L}\\p{N}_])`, 'gu')
  }

  user(name: string): string {
    return this.#kept.has(name) || /^(?:user|host|email)-\d+$/.test(name) ? name : this.#give('user', name)
  }

  host(name: string): string {
    return this.#give('host', name)
  }

  email(text: string): string {
    return this.#give('email', text)
  }

  mac(text: string): string {
    const number = this.#give('mac', text.toLowerCase()).slice('mac-'.length)
    return `02:00:00:00:00:${Number(number).toString(16).padStart(2, '0')}`
  }

  /** Every known name in a text replaced. */
  inText(text: string, count: (rule: string) => void): string {
    if (this.#words === null) return text
    return text.replace(this.#words, (word) => {
      const pseudonym = this.#known.get(word)
      if (pseudonym === undefined) return word
      count(pseudonym.startsWith('host') ? 'host' : 'user')
      return pseudonym
    })
  }

  get pairs(): Iterable<readonly [string, string]> {
    return this.#known
  }

  #give(kind: string, name: string): string {
    if (kind === 'host' && this.#kept.has(name)) return name
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const number = (this.#used.get(kind) ?? 0) + 1
    this.#used.set(kind, number)
    const pseudonym = `${kind}-${number}`
    this.#known.set(name, pseudonym)
    return pseudonym
  }
}
