import { AddressList } from '../chat/address-list.ts'
import type { DoorLimits } from '../chat/admission.ts'
import { ProtectedNames } from '../chat/look-alike.ts'
import { type WordFilter, wordFilter } from '../chat/word-filter.ts'
import type { Config } from '../config/schema.ts'
import type { Dialect } from '../protocol/dialect.ts'
import { RESERVED_NAMES } from '../protocol/texts.ts'

/** A configuration that is in force, made ready for quick answers. A changed one is a new object. */
export class Rules {
  readonly config: Config
  readonly filter: WordFilter
  readonly door: DoorLimits
  readonly #exempt = new AddressList<true>()
  readonly #protected: ProtectedNames

  constructor(config: Config, dialect: Dialect['id']) {
    const { server, security } = config
    this.config = config
    this.filter = wordFilter(security.filter_words)
    this.door = {
      maxConnections: server.max_connections,
      maxPerAddress: security.max_connections_per_ip,
      maxAttemptsPerMinute: security.max_attempts_per_minute,
    }
    this.#protected = new ProtectedNames([...RESERVED_NAMES[dialect], ...security.reserved_names])
    for (const address of security.exempt_addresses) this.#exempt.set(address, true)
  }

  /** Whether the limits for connections and messages do not apply to an address. */
  isExempt(ip: string): boolean {
    return this.#exempt.match(ip, 0) === true
  }

  /** Whether nobody may bear a name, since it is reserved or looks like one that is. */
  isProtected(cleaned: string): boolean {
    return this.#protected.covers(cleaned)
  }
}
