import type { Node } from 'jsonc-parser'
import type { Message } from '../messages/index.ts'
import { type Diagnostic, usable } from './diagnostic.ts'
import { type Decoded, decode } from './encoding.ts'
import { type Finding, Places } from './finding.ts'
import { judgeKeys } from './keys.ts'
import { applyOverrides, type Override } from './overrides.ts'
import { passwordHints } from './password-hints.ts'
import { type Config, configSchema, fileSchema } from './schema.ts'
import { tooComplexAt } from './structure.ts'
import { parseStrictly } from './syntax.ts'
import { plainValue } from './tree.ts'
import { judgeValue, placeOf } from './values.ts'

const MOST = 100

/** On a line with one of these, what the parser made of the rest of the line is a guess. */
const UNTRUSTED = new Set<Diagnostic['id']>(['config/syntax', 'config/encoding'])

/** What became of one config.json. */
export interface Diagnosis {
  /** Paths as written; undefined when a diagnostic is an error. */
  readonly config: Config | undefined
  /** In the order of the file; what has no place there comes last. At most 100. */
  readonly diagnostics: readonly Diagnostic[]
  /** The file without its byte order mark. */
  readonly text: string
}

/**
 * Judges a config.json: every problem at once, each with its place. Never throws, never quotes a password.
 *
 * @param source     the bytes of the file, or its text
 * @param overrides  settings from elsewhere, which replace those of the file before they are judged
 */
export function diagnose(source: Uint8Array | string, overrides: readonly Override[] = []): Diagnosis {
  const decoded = decode(typeof source === 'string' ? Buffer.from(source) : source)
  const { text } = decoded
  const tooComplex = tooComplexAt(text)
  const places = new Places(text, tooComplex === undefined && !decoded.bad?.utf16)
  const { findings, config } =
    tooComplex === undefined || decoded.bad?.utf16
      ? judge(decoded, places, overrides)
      : { findings: [error('config/too-complex', { key: 'config.tooComplex' }, tooComplex, 1)] }
  const diagnostics = findings
    .toSorted((a, b) => (a.at?.offset ?? Infinity) - (b.at?.offset ?? Infinity) || 0)
    .slice(0, MOST)
    .map((finding) => places.place(finding))
  return { config: usable(diagnostics) ? config : undefined, diagnostics, text }
}

function judge(
  decoded: Decoded,
  places: Places,
  overrides: readonly Override[],
): { findings: Finding[]; config?: Config } {
  const { text } = decoded
  const findings = judgeBytes(decoded)
  if (decoded.bad?.utf16) return { findings }
  if (text.trim() === '') {
    return { findings: [...findings, error('config/not-an-object', { key: 'config.notAnObject' }, 0, 0)] }
  }
  const { root, problems } = parseStrictly(text)
  for (const { id, offset, length, message, expected } of problems) {
    const quoted = places.hides(offset) ? { key: message.key, values: { word: '******' } } : message
    findings.push({ ...error(id, quoted, offset, length), ...(expected && { expected }) })
  }
  if (root === undefined || root.type !== 'object') {
    if (root !== undefined || problems.length === 0) {
      findings.push(
        error('config/not-an-object', { key: 'config.notAnObject' }, root?.offset ?? 0, root?.length ?? 0),
      )
    }
    return { findings }
  }
  const lineOf = ({ at }: Finding) => (at === undefined ? 0 : places.index.at(at.offset).line)
  const broken = new Set(findings.filter(({ id }) => UNTRUSTED.has(id)).map(lineOf))
  const { findings: judged, config } = judgeContent(root, places, overrides)
  const trusted = judged.filter((finding) => !broken.has(lineOf(finding)))
  return { findings: [...findings, ...trusted], ...(config && { config }) }
}

function judgeBytes({ byteOrderMark, bad }: Decoded): Finding[] {
  const findings: Finding[] = []
  if (byteOrderMark) findings.push(error('config/byte-order-mark', { key: 'config.byteOrderMark' }, 0, 1))
  if (bad !== undefined) {
    const byte = `0x${bad.byte.toString(16).toUpperCase().padStart(2, '0')}`
    const message: Message = { key: bad.utf16 ? 'config.utf16' : 'config.encoding', values: { byte } }
    findings.push(error('config/encoding', message, bad.offset, 1))
  }
  return findings
}

function judgeContent(root: Node, places: Places, overrides: readonly Override[]) {
  const findings = judgeKeys(root, places)
  const { value, tls } = withoutTlsFlag(plainValue(root))
  if (tls !== undefined) {
    const message: Message = { key: 'config.tlsIgnored', values: { value: String(tls) } }
    findings.push(warning('config/tls-ignored', 'server.tls', message, placeOf(root, 'server', 'tls')))
  }
  const merged = applyOverrides(value, overrides)
  const result = configSchema.safeParse(merged)
  for (const issue of result.error?.issues ?? [])
    findings.push(judgeValue(issue, root, merged, overrides, places))
  const admin = fileSchema.shape.admin.safeParse((merged as { admin?: unknown }).admin)
  if (admin.success) findings.push(...judgePassword(admin.data, root, overrides))
  return { findings, config: result.data }
}

function judgePassword(admin: Config['admin'], root: Node, overrides: readonly Override[]): Finding[] {
  return passwordHints(admin).map(({ id, key }) => {
    const override = overrides.findLast(({ path }) => path[0] === 'admin' && path[1] === key)
    const at = override === undefined ? placeOf(root, 'admin', key) : undefined
    return {
      ...warning(id, `admin.${key}`, { key: PASSWORD_TEXTS[id] }, at),
      hint: { key: 'config.useHash' },
      ...(override && { origin: override.origin }),
    }
  })
}

const PASSWORD_TEXTS = {
  'config/published-password': 'config.publishedPassword',
  'config/plain-password': 'config.plainPassword',
  'config/old-hash': 'config.oldHash',
  'config/unknown-hash': 'config.unknownHash',
} as const

/** `"tls": true` is a key that the original ignored; it names no certificate, so it can only be ignored here too. */
function withoutTlsFlag(value: unknown): { value: unknown; tls?: boolean } {
  const { server, ...others } = value as { server?: { tls?: unknown } }
  if (typeof server !== 'object' || server === null || typeof server.tls !== 'boolean') return { value }
  const { tls, ...rest } = server
  return { value: { ...others, server: rest }, tls }
}

function error(id: Diagnostic['id'], message: Message, offset: number, length: number): Finding {
  return { severity: 'error', id, key: '', at: { offset, length }, message }
}

function warning(id: Diagnostic['id'], key: string, message: Message, at: Finding['at']): Finding {
  return { severity: 'warning', id, key, at, message }
}
