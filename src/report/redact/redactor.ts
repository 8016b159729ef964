import { randomBytes } from 'node:crypto'
import { AddressPseudonyms } from './address-pseudonyms.ts'
import { encodingsOf } from './encodings.ts'
import { Names } from './names.ts'
import { SECRET_PATTERNS } from './secret-patterns.ts'

/** `none` still takes secrets out; `default` gives people and machines pseudonyms; `strict` leaves free text out as well. */
export type RedactionLevel = 'none' | 'default' | 'strict'

export interface RedactorOptions {
  readonly level: RedactionLevel
  /** Secrets of this host, found where secrets are kept. */
  readonly secrets: readonly string[]
  /** Names that belong to people: accounts, chat names. */
  readonly users: readonly string[]
  /** Accounts of programs, which name nobody. */
  readonly accounts?: readonly string[]
  /** Names of this machine. */
  readonly hosts: readonly string[]
  /** Decides the pseudonyms; a new one for each report if not given. */
  readonly key?: Buffer
}

/** Shorter ones would take ordinary words out of every text; they are still found by their place and their shape. */
const SHORTEST_SECRET = 4

/** Fields that hold the name of a person, an account or a machine and nothing else, however short. */
const FIELDS = {
  user: 'user',
  owner: 'user',
  group: 'user',
  uploader: 'user',
  by: 'user',
  serviceUser: 'user',
  hostname: 'host',
} as const

const IPV4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\w]|\.\d)/g
const IPV6 =
  /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|(?:\d{1,3}\.){3}\d{1,3})(?:\/\d{1,3})?(?![\w:])/gi
const MAC = /(?<![\w:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])/gi
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
const HOME = /(?<=(?:^|[^\w/])(?:\/home|\/Users|C:\\Users)[\\/])[^\s/\\:"'<>,;]+/g

/**
 * Takes secrets out of texts and gives people and machines pseudonyms that are the same throughout a report. Counts what each
 * rule did, because the report says so.
 */
export class Redactor {
  readonly level: RedactionLevel
  readonly counts = new Map<string, number>()
  readonly #addresses: AddressPseudonyms
  readonly #names: Names
  readonly #secrets: RegExp | null

  constructor({ level, secrets, users, accounts = [], hosts, key = randomBytes(32) }: RedactorOptions) {
    this.level = level
    this.#addresses = new AddressPseudonyms(key)
    this.#names = new Names(users, hosts, accounts)
    this.#secrets = anyOf(secrets.filter(({ length }) => length >= SHORTEST_SECRET))
  }

  /** A text without what must not leave. */
  text(given: string): string {
    let text = given
    if (this.#secrets !== null) text = text.replace(this.#secrets, () => this.#gone('known-secret'))
    for (const { rule, pattern } of SECRET_PATTERNS) text = this.#byPattern(text, rule, pattern)
    return this.level === 'none' ? text : this.#anonymous(text)
  }

  /** A chat or account name that stands in a field of its own. */
  user(name: string): string {
    return this.level === 'none' ? this.text(name) : this.#counted('user', name, this.#names.user(name))
  }

  /** An address that stands in a field of its own. */
  address(text: string): string {
    return this.level === 'none' ? text : this.#counted('address', text, this.#addresses.of(text))
  }

  /** Plain data with every string in it redacted, keys too. */
  value<T>(given: T): T {
    return this.#value(given) as T
  }

  /** What stands for whom; private to whoever makes the report. */
  get mapping(): Record<'addresses' | 'names', Record<string, string>> {
    const turned = (pairs: Iterable<readonly [string, string]>) =>
      Object.fromEntries([...pairs].map(([real, pseudonym]) => [pseudonym, real]))
    return { addresses: turned(this.#addresses.pairs), names: turned(this.#names.pairs) }
  }

  #value(given: unknown): unknown {
    if (typeof given === 'string') return this.text(given)
    if (Array.isArray(given)) return given.map((item) => this.#value(item))
    if (typeof given !== 'object' || given === null) return given
    return Object.fromEntries(
      Object.entries(given).map(([key, item]) => [
        this.text(key),
        typeof item === 'string' && key in FIELDS
          ? this.#field(FIELDS[key as keyof typeof FIELDS], item)
          : this.#value(item),
      ]),
    )
  }

  #field(kind: 'user' | 'host', name: string): string {
    if (kind === 'user') return this.user(name)
    return this.level === 'none' ? this.text(name) : this.#counted('host', name, this.#names.host(name))
  }

  #byPattern(text: string, rule: string, pattern: RegExp): string {
    return text.replace(pattern, (...parts) => {
      const whole = String(parts[0])
      const groups = parts.at(-1)
      const found = typeof groups === 'object' && groups !== null ? groups : {}
      const secret: string | undefined =
        found.secret ?? found.single ?? found.bare ?? (groups === found ? undefined : whole)
      if (secret === undefined || secret.startsWith('[redacted')) return whole
      const at = whole.lastIndexOf(secret)
      return whole.slice(0, at) + this.#gone(rule) + whole.slice(at + secret.length)
    })
  }

  #anonymous(given: string): string {
    let text = given.replace(EMAIL, (found) => this.#counted('email', found, this.#names.email(found)))
    text = text.replace(MAC, (found) => this.#counted('mac', found, this.#names.mac(found)))
    text = text.replace(IPV6, (found) => this.#counted('address', found, this.#addresses.of(found)))
    text = text.replace(IPV4, (found) => this.#counted('address', found, this.#addresses.of(found)))
    text = text.replace(HOME, (found) => this.#counted('home', found, this.#names.user(found)))
    return this.#names.inText(text, (rule) => this.#count(rule))
  }

  #counted(rule: string, real: string, pseudonym: string): string {
    if (real !== pseudonym) this.#count(rule)
    return pseudonym
  }

  #gone(rule: string): string {
    this.#count(rule)
    return `[redacted:${rule}]`
  }

  #count(rule: string): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + 1)
  }
}

/** Any of the secrets in any of their encodings, the longest first; blanks and line breaks inside do not hide a long one. */
function anyOf(secrets: readonly string[]): RegExp | null {
  const forms = new Map(secrets.flatMap((secret) => encodingsOf(secret).map((form) => [form.text, form])))
  const sources = [...forms.values()]
    .filter(({ text }) => text.length >= SHORTEST_SECRET)
    .sort((a, b) => b.text.length - a.text.length)
    .map(({ text, encoding }) => {
      const letters = lettersOf(text, encoding)
      return text.length >= 8 ? letters.join(String.raw`(?:\s*\n\s*)?`) : letters.join('')
    })
  return sources.length === 0 ? null : new RegExp(sources.join('|'), 'gu')
}

/** A pattern for each letter of an encoded text; programs write hexadecimal digits small or large. */
function lettersOf(text: string, encoding: string): string[] {
  if (encoding === 'hex') return [...text].map(eitherCase)
  const parts = HAS_ESCAPES.test(encoding) ? text.split(ESCAPE) : [text]
  // Every second part is an escape.
  return parts.flatMap((part, at) => [...part].map(at % 2 === 1 ? eitherCase : literal))
}

const HAS_ESCAPES = /^(?:url|json-ascii)/
const ESCAPE = /(%[0-9A-Fa-f]{2}|(?<=\\u)[0-9a-f]{4})/

const eitherCase = (letter: string) =>
  /[a-f]/i.test(letter) ? `[${letter.toLowerCase()}${letter.toUpperCase()}]` : literal(letter)
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
