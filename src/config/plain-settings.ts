import * as z from 'zod/mini'
import { expectations } from './expectations.ts'
import { knownName, leafPaths, schemaAt } from './schema-path.ts'
import { isHarmless, namesSecret } from './secret-keys.ts'

type Kind = 'number' | 'flag' | 'word' | 'host' | 'path' | 'list' | 'secret'

/** A value as it is written after the name of a setting, up to where it must end. */
const VALUE =
  /(?:"([^"\\\r\n]{1,200})"|“([^“”"\r\n]{1,40})”|'([^'"\r\n]{1,40})'|([^\s"'“”‘’{}[\],，:：/\\#]{1,40}))(?=[ \t]*(?:[,，}\]"\r\n]|$))/y
/** Texts between brackets and nothing else: no key, so nothing of another setting. */
const LIST = /\[(?:[\s,]|"[^"\\\r\n]*")*\]/y
const SMALL = /^-?\d{1,5}$/
/** With the slips that make a number none: `5O`, `1.000.000`, `３０００`. */
const NUMBER = /^-?[\d０-９][\w.０-９+-]{0,15}$/
const ALLOWED: Partial<Record<Kind, RegExp>> = {
  flag: /^[a-z]{1,6}$/i,
  word: /^(?:[a-z]{1,10}|v?\d{1,2})$/i,
  host: /^(?:localhost|[\d.]{7,15}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}|(?:[a-z][a-z\d-]{0,30}\.){1,4}[a-z]{2,12})$/,
  path: /^(?:[\w./-]{0,120}\.(?:log|json|txt|pem|crt|key|sock)|(?:\/[a-z][a-z\d._-]{0,40}){1,12}\/?)$/,
}

/**
 * The length of a value that may be shown after a name wherever it stands, because of what it is and not because of its place:
 * a number of a setting that is a number, a level, an address, the name of a log file.
 *
 * @returns 0 where nothing may be shown
 */
export function plainValueLength(text: string, at: number, name: string): number {
  const known = knownName(name)
  const kind = known === undefined || namesSecret(name) ? 'secret' : kinds().get(known)
  if (kind === 'list' && known === name) {
    LIST.lastIndex = at
    const list = LIST.exec(text)
    if (list !== null) return list[0].length
  }
  VALUE.lastIndex = at
  const match = VALUE.exec(text)
  if (match === null || kind === undefined) return 0
  const value = match[1] ?? match[2] ?? match[3] ?? match[4] ?? ''
  return isPlain(value, kind, known === name) ? match[0].length : 0
}

function isPlain(value: string, kind: Kind, exactly: boolean): boolean {
  if (isHarmless(value)) return true
  if (kind === 'secret') return false
  if (kind !== 'path' && (exactly ? NUMBER : SMALL).test(value)) return true
  return ALLOWED[kind]?.test(value) === true
}

let found: ReadonlyMap<string, Kind> | undefined

function kinds(): ReadonlyMap<string, Kind> {
  found ??= new Map(leafPaths().map((path) => [path.at(-1) ?? '', kindOf(path)]))
  return found
}

function kindOf(path: readonly string[]): Kind {
  const schema = schemaAt(path)
  if (schema instanceof z.ZodMiniNumber) return 'number'
  if (schema instanceof z.ZodMiniBoolean) return 'flag'
  if (schema instanceof z.ZodMiniArray) return 'list'
  if (!(schema instanceof z.ZodMiniString)) return 'word'
  if (path.at(-1) === 'host') return 'host'
  return expectations.get(schema)?.expected.key === 'config.expected.path' ? 'path' : 'secret'
}
