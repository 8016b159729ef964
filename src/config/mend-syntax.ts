import { keysAt } from './schema-path.ts'
import { withoutTrailingCommas } from './strict-json.ts'
import { TOKEN, tokens } from './structure.ts'
import { parseStrictly } from './syntax.ts'
import { applyTextEdits, type TextEdit } from './text-edit.ts'
import { propertiesOf } from './tree.ts'

/** Commas that are put in one after the other. */
const MOST_COMMAS = 100
/** What stands outside of texts and is another language's, or another keyboard's, way to write JSON. */
const FOREIGN =
  /[“”＂]([^“”＂"\r\n]*)[“”＂]|[‘’']([^‘’'"\r\n]*)[‘’']|#[^\r\n]*|，|：|\b(?:true|false|none|null)\b/gi
const OWN_WORD: Readonly<Record<string, string>> = { '，': ',', '：': ':', none: 'null' }

/**
 * Puts mistakes right that have one cure: quotes, commas and colons of a Chinese keyboard, single quotes, `True` and its
 * like, comments after `#`, missing commas, and a last brace that is missing. All or nothing.
 *
 * @param text  without comments and trailing commas
 * @returns null where that does not make a configuration of it
 */
export function mendSyntax(text: string): string | null {
  const mended = withLastBrace(withCommas(withoutTrailingCommas(inJsonWords(text))))
  const { root, problems } = parseStrictly(mended)
  if (problems.length > 0 || root?.type !== 'object') return null
  // A brace that is missing further up would swallow the sections behind it.
  const sections = keysAt([])
  const nested = propertiesOf(root).flatMap(({ value }) => propertiesOf(value))
  return nested.some(({ name }) => sections.includes(name)) ? null : mended
}

function inJsonWords(text: string): string {
  const edits: TextEdit[] = []
  let from = 0
  const between = (end: number) => {
    for (const { 0: found, 1: double, 2: single, index } of text.slice(from, end).matchAll(FOREIGN)) {
      const start = from + index
      edits.push({ start, end: start + found.length, text: meant(found, double ?? single) })
    }
  }
  for (const token of tokens(text)) {
    if ((token.getToken() as number) !== TOKEN.string) continue
    between(token.getTokenOffset())
    from = token.getTokenOffset() + token.getTokenLength()
  }
  between(text.length)
  return applyTextEdits(text, edits)
}

function meant(found: string, quoted: string | undefined): string {
  if (quoted !== undefined) return JSON.stringify(quoted)
  if (found.startsWith('#')) return ''
  const word = found.toLowerCase()
  return OWN_WORD[word] ?? word
}

function withCommas(text: string): string {
  let mended = text
  for (let count = 0; count < MOST_COMMAS; count++) {
    const [problem] = parseStrictly(mended).problems
    if (problem?.message.key !== 'config.syntax.comma') break
    mended = applyTextEdits(mended, [{ start: problem.offset, end: problem.offset, text: ',' }])
  }
  return mended
}

/** Only where a whole section ends before it: of a file that was cut off elsewhere, too much is gone. */
function withLastBrace(text: string): string {
  let depth = 0
  let last = -1
  for (const token of tokens(text)) {
    const kind = token.getToken() as number
    if (kind === TOKEN.openBrace) depth++
    else if (kind === TOKEN.closeBrace) depth--
    if (kind !== TOKEN.space && kind !== TOKEN.lineBreak) last = kind
  }
  if (depth !== 1 || last !== TOKEN.closeBrace) return text
  const body = text.trimEnd()
  return `${body}${/[\r\n]/.exec(text)?.[0] === '\r' ? '\r\n' : '\n'}}${text.slice(body.length)}`
}
