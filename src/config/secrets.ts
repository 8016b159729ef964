import { type ParseError, parseTree } from 'jsonc-parser'
import { hiddenInBroken } from './broken-secrets.ts'
import { knownName } from './schema-path.ts'
import { isHarmless, namesSecret, unquoted } from './secret-keys.ts'
import { TOKEN, tokens, tooComplexAt } from './structure.ts'

/** Part of a text, from the first offset up to the second. */
export type Range = readonly [start: number, end: number]

interface Token {
  readonly kind: number
  readonly start: number
  readonly end: number
  readonly raw: string
  readonly bad: boolean
}

const ONE_NAME = /^["']?[\w.-]*["']?$/
/** What a key that nobody knows may show: whoever looks for `"prot": 3001` wants to see it, and no secret is so short. */
const isPlain = (value: string) => /^(?:true|false|null|-?\d{1,5})$/i.test(value)
const KEY_LINE = /^[ \t]*(?:"[^"\r\n]{0,80}"[ \t]*:|[}\]])/

/**
 * The parts of a config.json that must not be shown: values of keys whose names sound like a password, everything in
 * `admin` but plain yes and no, comments that mention one, and what stands under a key that is no setting, because what that
 * is for only its owner knows. Of a text that is no JSON, comments and last commas aside, all that is not plainly harmless.
 */
export function secretRanges(text: string): Range[] {
  // The parser calls itself for every level.
  if (tooComplexAt(text) !== undefined) return [[0, text.length]]
  return isBroken(text) ? hiddenInBroken(text) : hiddenRanges(text, true)
}

const SECTION = /["'“‘]?(?:server|admin|security|files|logging|data)["'”’]?[ \t]*[:：]?[ \t]*\{/

/**
 * {@link secretRanges} of a file that may be a configuration or any other: of a list of bans or a unit most is neither JSON nor
 * a setting, and may be read.
 *
 * @param states the file's texts, before a change and after it: one that is broken may be told by the other
 */
export function secretsOfAnyFile(text: string, states: readonly string[]): Range[] {
  return states.some((state) => SECTION.test(state)) ? secretRanges(text) : hiddenRanges(text, true)
}

function isBroken(text: string): boolean {
  const errors: ParseError[] = []
  parseTree(text, errors, { allowTrailingComma: true })
  return errors.length > 0
}

/**
 * Those of {@link secretRanges} that are secrets by their place and not only perhaps. In what is no JSON a secret that is no clean
 * value hides all up to the next line that starts with a key.
 */
export function namedSecretRanges(text: string): Range[] {
  return hiddenRanges(text, false)
}

function hiddenRanges(text: string, unknownToo: boolean): Range[] {
  const every = significant(text)
  const all = every.filter(({ kind }) => !isComment(kind))
  // A setting that was taken out, or a part of the file behind a comment that has lost its end.
  const isTold = ({ kind, raw }: Token) =>
    isComment(kind) && (namesSecret(raw) || (unknownToo && raw.includes('"')))
  const found: Range[] = every.filter(isTold).map(({ start, end }) => [start, end])
  let hiddenTo = 0
  let admin = -1
  let level = 0
  let inList = false
  const hide = (start: number, end: number) => {
    found.push([start, end])
    hiddenTo = end
  }
  for (const [index, token] of all.entries()) {
    if (opens(token)) level++
    if (closes(token) && level-- <= admin) admin = -1
    if (opens(token) || closes(token)) inList = token.kind === TOKEN.openBracket
    if (token.start < hiddenTo || (token.kind !== TOKEN.string && token.kind !== TOKEN.unknown)) continue
    const section = /^["']?admin["']?$/i.test(token.raw)
    const value = valueAfter(all, index)
    if (section && value !== undefined && all[value]?.kind === TOKEN.openBrace) {
      admin = level + 1
    } else if (section || namesSecret(token.raw) || (admin > 0 && all[index + 1]?.kind === TOKEN.colon)) {
      if (!ONE_NAME.test(token.raw)) hide(token.start, nextKeyLine(text, token.end))
      else if (value !== undefined) hideValue(text, all, value, isHarmless, hide)
    } else if (unknownToo && !inList && value !== undefined && isUnknownName(all, index)) {
      hideValue(text, all, value, isPlain, hide)
    }
  }
  return found.sort((a, b) => a[0] - b[0])
}

const isComment = (kind: number) => kind === TOKEN.lineComment || kind === TOKEN.blockComment

/** A name is what a colon follows, or would if it had not been forgotten. */
function isUnknownName(all: Token[], index: number): boolean {
  const next = all[index + 1]?.kind
  return (
    (next === TOKEN.colon || next === TOKEN.string) &&
    knownName(unquoted((all[index] as Token).raw)) === undefined
  )
}

function hideValue(
  text: string,
  all: Token[],
  first: number,
  harmless: (value: string) => boolean,
  hide: (start: number, end: number) => void,
) {
  let last = first
  let depth = 0
  let clean = true
  for (let index = first; index < all.length; index++) {
    const token = all[index] as Token
    if (depth === 0 && (token.kind === TOKEN.comma || closes(token))) break
    if (opens(token)) depth++
    else if (closes(token)) depth--
    if (token.bad || token.kind === TOKEN.unknown || (depth === 0 && index > first && !closes(token)))
      clean = false
    last = index
  }
  const start = (all[first] as Token).start
  const end = Math.max((all[last] as Token).end, start)
  if (!harmless(text.slice(start, end))) hide(start, clean ? end : nextKeyLine(text, end))
}

/** The index of the token at which the value of a name starts, also where the colon is missing or a comma. */
function valueAfter(all: Token[], name: number): number | undefined {
  const next = all[name + 1]
  if (next === undefined || closes(next)) return undefined
  if (next.kind === TOKEN.comma) {
    const typo = all[name + 2]?.kind === TOKEN.string && all[name + 3]?.kind !== TOKEN.colon
    return typo ? name + 2 : undefined
  }
  const value = next.kind === TOKEN.colon ? name + 2 : name + 1
  return value < all.length ? value : undefined
}

function nextKeyLine(text: string, from: number): number {
  const lineBreak = /\r\n|\r|\n/g
  lineBreak.lastIndex = from
  for (let match = lineBreak.exec(text); match !== null; match = lineBreak.exec(text)) {
    if (KEY_LINE.test(text.slice(lineBreak.lastIndex, lineBreak.lastIndex + 200))) return match.index
  }
  return text.length
}

function significant(text: string): Token[] {
  const all: Token[] = []
  for (const token of tokens(text)) {
    const kind = token.getToken() as number
    if (kind === TOKEN.space || kind === TOKEN.lineBreak) continue
    const start = token.getTokenOffset()
    const end = Math.min(token.getPosition(), text.length)
    all.push({ kind, start, end, raw: text.slice(start, end), bad: (token.getTokenError() as number) !== 0 })
  }
  return all
}

const opens = ({ kind }: Token) => kind === TOKEN.openBrace || kind === TOKEN.openBracket
const closes = ({ kind }: Token) => kind === TOKEN.closeBrace || kind === TOKEN.closeBracket

/** A configuration as it may be shown: every secret is six stars, whatever its length. */
export function withoutSecrets(text: string): string {
  let shown = ''
  let at = 0
  for (const [start, end] of secretRanges(text)) {
    if (end <= at) continue
    shown += `${text.slice(at, Math.max(at, start))}******`
    at = end
  }
  return shown + text.slice(at)
}
