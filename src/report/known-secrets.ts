import { type Node, parseTree } from 'jsonc-parser'
import { namedSecretRanges, secretRanges } from '../config/secrets.ts'
import { plainValue, propertyOf } from '../config/tree.ts'
import type { Target } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import { secretsIn } from './redact/extract-secrets.ts'

/** Names of variables whose values are secrets, whatever they look like. */
const SECRET_VARIABLE = /pass|pwd|secret|token|key|credential|auth|cookie|salt|hash|dsn|url|uri|webhook|sign/i
/** Such a value is an ordinary word: taking it out would take it out of every sentence. */
const ORDINARY = /^(?:[\d.]+|true|false|yes|no|on|off|null|none|\/[\w./-]*|[a-z]{1,6})$/i

/**
 * Every secret of this host that a report could meet, from where secrets are kept: the configuration (also a broken one),
 * the environment of this shell and of the unit, the unit's files, TLS keys. They stay in this process.
 *
 * @param unitText the unit's files as far as they were seen
 */
export async function knownSecrets(host: Host, target: Target, unitText: string): Promise<string[]> {
  const { loaded, settings, unit } = target
  const environmentFiles = [...unitText.matchAll(/^\s*EnvironmentFile\s*=-?(.+)$/gm)].map(
    ([, path]) => path?.trim() ?? '',
  )
  const texts = await Promise.all(
    [...environmentFiles, ...(settings.server.tls ? [settings.server.tls.key] : [])].map((path) =>
      host.readText(path, { maxBytes: 64 * 1024 }),
    ),
  )
  const launch = unit.seen ? unit.value.launch : null
  const found = [
    ...ofConfig(loaded.text),
    ...ofVariables(host.env),
    ...ofVariables(launch?.env ?? {}),
    ...secretsIn(unitText),
    ...texts.flatMap((text) =>
      text.seen ? [...secretsIn(text.value), ...ofVariables(assignments(text.value))] : [],
    ),
  ]
  return [...new Set(found.map((secret) => secret.trim()).filter((secret) => secret.length >= 3))]
}

/**
 * Values that a configuration masks, and every text under `admin`. Of those that are masked because nobody knows their key only
 * what looks made up: a folder or a word would be taken out of every sentence.
 */
function ofConfig(text: string): string[] {
  const cut = ([start, end]: readonly [number, number]) => text.slice(start, end)
  const admin = propertyOf(parseTree(text), 'admin')?.value
  return [
    ...namedSecretRanges(text).map(cut).flatMap(unquoted),
    ...secretRanges(text).map(cut).flatMap(madeUpIn),
    ...stringsIn(admin),
    ...secretsIn(text),
  ]
}

/** Words in quotes that are long and of letters and digits, as passwords and tokens are. */
function madeUpIn(raw: string): string[] {
  return [...raw.matchAll(/["']([^\s"'/\\]{8,200})["']/g)].flatMap(([, word = '']) =>
    /\d/.test(word) && /\p{L}/u.test(word) ? [word] : [],
  )
}

/** As it is written and, where it is a JSON string, as it is meant. */
function unquoted(raw: string): string[] {
  const inner = raw.replace(/^["']|["']$/g, '')
  try {
    const value: unknown = JSON.parse(raw)
    return typeof value === 'string' ? [value, inner] : [inner]
  } catch {
    return [inner]
  }
}

function stringsIn(node: Node | undefined): string[] {
  const value = plainValue(node)
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null
    ? Object.values(value).filter((item) => typeof item === 'string')
    : []
}

function ofVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (name === 'PWD' || name === 'OLDPWD') return []
    const named = SECRET_VARIABLE.test(name) && !ORDINARY.test(value) ? [value] : []
    return [...named, ...secretsIn(`${name}=${value}`)]
  })
}

function assignments(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/^\s*(?:export\s+)?([\w.]+)=(.*)$/gm)]
  return Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [name, value.trim().replace(/^["']|["']$/g, '')]),
  )
}
