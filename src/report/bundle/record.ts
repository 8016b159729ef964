import { createHash } from 'node:crypto'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { COLLECTORS } from '../../facts/collectors.ts'
import type { Facts } from '../../facts/facts.ts'
import { type Provenance, unseen } from '../../host/observed.ts'
import { safeJson } from '../../logging/escape.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { Artefact } from '../redact/proof.ts'
import { unpackBundle } from './archive.ts'

/** Name and version of facts.json. */
const FACTS_SCHEMA = 'chatctl.facts/1'
const FACTS_FILE = 'facts.json'
const MANIFEST_FILE = 'manifest.json'

/** What a bundle records: enough to judge and to report again on another machine. */
export interface FactsRecord {
  readonly schema: typeof FACTS_SCHEMA
  /** ISO 8601 */
  readonly createdAt: string
  /** Version of chatctl that made it. */
  readonly version: string
  readonly facts: Facts
  readonly evidence: Evidence
}

/** facts.json: every fact with where it comes from, its exit code and how long it took. */
export function factsFile(createdAt: string, version: string, facts: Facts, evidence: Evidence): Artefact {
  const record: FactsRecord = { schema: FACTS_SCHEMA, createdAt, version, facts, evidence }
  return {
    name: FACTS_FILE,
    bytes: Buffer.from(`${JSON.stringify(record, null, 1).split('\n').map(safeJson).join('\n')}\n`),
  }
}

/** manifest.json: name, size and SHA-256 of every other file. */
export function manifestFile(files: readonly Artefact[]): Artefact {
  const rows = files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }))
  return { name: MANIFEST_FILE, bytes: Buffer.from(`${JSON.stringify({ files: rows }, null, 2)}\n`) }
}

/**
 * Reads a bundle that may come from anybody: files must match the manifest, and facts that are not there are unseen.
 *
 * @throws ChatctlError `report/bad-bundle`
 */
export async function readRecord(path: string, packed: Buffer): Promise<FactsRecord> {
  const bad = (detail: string) => new ChatctlError('report/bad-bundle', { path, detail })
  const files = await unpackBundle(packed).catch((error: Error) => {
    throw bad(error.message)
  })
  for (const { name, sha256: wanted } of manifestOf(files, bad)) {
    const file = files.find((one) => one.name === name)
    if (file === undefined || sha256(file.bytes) !== wanted) throw bad(name)
  }
  const record = parsed(files.find(({ name }) => name === FACTS_FILE))
  if (record?.schema !== FACTS_SCHEMA || !isObject(record.facts) || !isObject(record.evidence))
    throw bad(FACTS_FILE)
  const from: Provenance = { source: path, ms: 0, at: String(record.createdAt) }
  const facts = Object.fromEntries(
    Object.keys(COLLECTORS).map((name) => [
      name,
      observed((record.facts as Record<string, unknown>)[name], from),
    ]),
  )
  const evidence = Object.fromEntries(
    ['recent', 'configText', 'unitText', 'crash'].map((name) => [
      name,
      observed((record.evidence as Record<string, unknown>)[name], from),
    ]),
  )
  return {
    schema: FACTS_SCHEMA,
    createdAt: String(record.createdAt),
    version: String(record.version),
    facts: facts as unknown as Facts,
    evidence: evidence as unknown as Evidence,
  }
}

function manifestOf(files: readonly Artefact[], bad: (detail: string) => ChatctlError) {
  const manifest = parsed(files.find(({ name }) => name === MANIFEST_FILE))
  if (!isObject(manifest) || !Array.isArray(manifest.files)) throw bad(MANIFEST_FILE)
  return manifest.files.map((row: unknown) => {
    if (!isObject(row) || typeof row.name !== 'string' || typeof row.sha256 !== 'string')
      throw bad(MANIFEST_FILE)
    return { name: row.name, sha256: row.sha256 }
  })
}

/** A version that knew fewer facts did not record them. */
function observed(value: unknown, from: Provenance) {
  const isOne = isObject(value) && typeof value.seen === 'boolean' && isObject(value.from)
  return isOne ? value : unseen('unsupported', 'not recorded', from)
}

function parsed(file: Artefact | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(file?.bytes.toString('utf8') ?? '')
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
