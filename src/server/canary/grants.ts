import { randomBytes, timingSafeEqual } from 'node:crypto'
import { ChatctlError } from '../../errors/chatctl-error.ts'

/** What a grant gives to those who come in with it: the same object, by which they find each other. */
export type Pair<Member> = Set<Member>

interface Grant<Member> {
  readonly token: Buffer
  readonly until: number
  readonly pair: Pair<Member>
  uses: number
}

const TOKEN_BYTES = 32
/** Two clients: one speaks, one listens. */
const USES = 2
const LIFETIME_MS = 10_000
/** Grants that may be open at a time. */
const MOST = 8

/** Tokens with which canaries come in past the limits of the door: few, short-lived, for two connections each. */
export class CanaryGrants<Member> {
  #grants: Grant<Member>[] = []

  /**
   * @param now  milliseconds on a steady clock
   * @throws ChatctlError `control/too-many-canaries`
   */
  grant(now: number): { readonly token: string; readonly expiresInMs: number } {
    this.#forget(now)
    if (this.#grants.length >= MOST) throw new ChatctlError('control/too-many-canaries', { limit: MOST })
    const token = randomBytes(TOKEN_BYTES)
    this.#grants.push({ token, until: now + LIFETIME_MS, pair: new Set(), uses: USES })
    return { token: token.toString('hex'), expiresInMs: LIFETIME_MS }
  }

  /** Whether anybody may still come with a token. */
  isOpen(now: number): boolean {
    if (this.#grants.length > 0) this.#forget(now)
    return this.#grants.length > 0
  }

  /** Uses a token once. How long that takes tells nothing about how much of it is right. */
  claim(token: string, now: number): Pair<Member> | undefined {
    this.#forget(now)
    const given = Buffer.from(token, 'hex')
    let found: Grant<Member> | undefined
    for (const grant of this.#grants) {
      if (given.length === TOKEN_BYTES && timingSafeEqual(given, grant.token)) found = grant
    }
    if (found === undefined) return undefined
    found.uses--
    return found.pair
  }

  #forget(now: number): void {
    this.#grants = this.#grants.filter(({ uses, until }) => uses > 0 && until > now)
  }
}
