import type { Finding } from './finding.ts'
import { nearest } from './keys.ts'
import { keysAt, leafPaths, schemaAt } from './schema-path.ts'

/** A setting from outside the file, and its name there. It is checked like one of the file. */
export interface Override {
  readonly path: readonly string[]
  readonly value: unknown
  /** `CHATCTL_SERVER_PORT` or `--port`. */
  readonly origin: string
}

/** Settings that commands take as flags; they win over environment and file. */
export interface FlagOverrides {
  readonly host?: string | undefined
  readonly port?: number | string | undefined
}

const PREFIX = 'CHATCTL_'

/** The settings among the flags of a command. */
export function fromFlags({ host, port }: FlagOverrides): Override[] {
  const overrides: Override[] = []
  if (host !== undefined) overrides.push({ path: ['server', 'host'], value: host, origin: '--host' })
  if (port !== undefined) {
    overrides.push({
      path: ['server', 'port'],
      value: meant(['server', 'port'], String(port)),
      origin: '--port',
    })
  }
  return overrides
}

/**
 * Settings in the environment: `CHATCTL_<SECTION>_<KEY>`, such as `CHATCTL_SERVER_PORT=3001` or
 * `CHATCTL_SERVER_TLS_CERT`. Lists are JSON or words between commas; empty variables count as unset. A variable that
 * starts like one of a section but names no key is a warning.
 */
export function fromEnvironment(env: NodeJS.ProcessEnv): { overrides: Override[]; findings: Finding[] } {
  const given = Object.entries(env).filter(([name]) => name.startsWith(PREFIX))
  if (given.length === 0) return { overrides: [], findings: [] }
  const paths = new Map(leafPaths().map((path) => [PREFIX + path.join('_').toUpperCase(), path]))
  const sections = keysAt([]).map((section) => `${PREFIX}${section.toUpperCase()}_`)
  const overrides: Override[] = []
  const findings: Finding[] = []
  for (const [origin, text] of given) {
    if (text === undefined || text === '') continue
    const path = paths.get(origin)
    if (path !== undefined) overrides.push({ path, value: meant(path, text), origin })
    else if (sections.some((start) => origin.startsWith(start)))
      findings.push(unknown(origin, [...paths.keys()]))
  }
  return { overrides, findings }
}

/** A copy of a file's value with the overrides in their places; what stands in their way stays, for the schema to see. */
export function applyOverrides(value: unknown, overrides: readonly Override[]): unknown {
  return overrides.reduce((at, { path, value: leaf }) => withLeaf(at, path, leaf), value)
}

function withLeaf(at: unknown, [step, ...rest]: readonly string[], leaf: unknown): unknown {
  if (step === undefined) return leaf
  if (at !== undefined && (typeof at !== 'object' || at === null || Array.isArray(at))) return at
  return { ...at, [step]: withLeaf((at as Record<string, unknown> | undefined)?.[step], rest, leaf) }
}

/** Text from outside has no types: the reading that the schema accepts, or the text itself. */
export function meant(path: readonly string[], text: string): unknown {
  const schema = schemaAt(path)
  const readings: unknown[] = [text, parsed(text), text.split(',').map((word) => word.trim())]
  const accepted = readings.find((reading) => schema?.safeParse(reading).success)
  return accepted ?? (typeof parsed(text) === 'number' ? parsed(text) : text)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unknown(origin: string, known: readonly string[]): Finding {
  const best = nearest(
    origin.slice(PREFIX.length),
    known.map((name) => name.slice(PREFIX.length)),
  )
  return {
    severity: 'warning',
    id: 'config/unknown-variable',
    key: '',
    origin,
    at: undefined,
    message: { key: 'config.unknownVariable', values: { name: origin } },
    ...(best !== undefined && { hint: { key: 'config.didYouMean', values: { meant: PREFIX + best } } }),
  }
}
