import { readFile } from 'node:fs/promises'
import { safeJson } from '../../logging/escape.ts'
import { throughDraft } from '../../store/draft.ts'
import { provenClean } from '../deliver.ts'
import type { MadeReport } from '../make.ts'
import type { Artefact, Proof } from '../redact/proof.ts'
import { packBundle, unpackBundle } from './archive.ts'
import { factsFile, manifestFile } from './record.ts'

/** Bundles have the time in their names, so what a kill left of one is found by the next one under this name. */
const FAMILY = 'chatctl-report'

/** The files of a bundle: renderings, facts, and what was quoted from the host, each redacted. */
export function bundleFiles(made: MadeReport, version: string, renderings: readonly Artefact[]): Artefact[] {
  const { report, facts, evidence } = made
  const { configText, unitText, recent } = evidence
  const text = (name: string, content: string): Artefact => ({
    name,
    bytes: Buffer.from(`${content.trimEnd()}\n`),
  })
  const left = report.redaction.level === 'strict'
  const files = [
    ...renderings,
    factsFile(
      report.createdAt,
      version,
      facts,
      left ? { ...evidence, recent: withoutQuotes(recent) } : evidence,
    ),
    ...(configText.seen ? [text('config.json', configText.value.text)] : []),
    ...(recent.seen && !left
      ? [
          text(
            'log.jsonl',
            [...recent.value.timeline, ...recent.value.entries]
              .map((entry) => safeJson(JSON.stringify(entry)))
              .join('\n'),
          ),
        ]
      : []),
    ...(unitText.seen ? [text('unit.txt', unitText.value.text)] : []),
    ...(facts.journal.seen && !left
      ? [text('journal.jsonl', facts.journal.value.map((line) => safeJson(JSON.stringify(line))).join('\n'))]
      : []),
  ]
  return [...files, manifestFile(files)]
}

const withoutQuotes = (recent: MadeReport['evidence']['recent']): MadeReport['evidence']['recent'] =>
  recent.seen ? { ...recent, value: { ...recent.value, entries: [], timeline: [] } } : recent

/**
 * Writes a bundle under a temporary name, opens it again, searches it for secrets, and only then gives it its name.
 *
 * @throws ChatctlError `report/leak`; the error of the system where it cannot be written: then nothing is left behind
 */
export async function writeBundle(
  path: string,
  files: readonly Artefact[],
  secrets: readonly string[],
  nowMs: number,
): Promise<Proof> {
  const packed = await packBundle(files, nowMs)
  return await throughDraft(path, { mode: 0o600, family: FAMILY }, async (handle, draft) => {
    await handle.writeFile(packed)
    return provenClean(await unpackBundle(await readFile(draft)), secrets)
  })
}
