import { readFile, stat } from 'node:fs/promises'
import { CHECKS } from '../../doctor/catalogue.ts'
import { runChecks } from '../../doctor/run-checks.ts'
import { type Verdict, verdictOf } from '../../doctor/verdict.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { buildReport } from '../../report/build.ts'
import { type FactsRecord, readRecord } from '../../report/bundle/record.ts'
import type { MadeReport } from '../../report/make.ts'
import { Redactor } from '../../report/redact/redactor.ts'

const MOST_BYTES = 64 * 1024 * 1024

/** @throws ChatctlError `report/bad-bundle` */
export async function readBundle(path: string): Promise<FactsRecord> {
  const file = await stat(path).catch(() => null)
  if (!file?.isFile() || file.size > MOST_BYTES) {
    throw new ChatctlError('report/bad-bundle', {
      path,
      detail: file?.isFile() ? `${file.size} B` : 'ENOENT',
    })
  }
  return await readRecord(path, await readFile(path))
}

/** The verdict on the facts of a bundle: the same checks as on the machine that they come from. */
export async function verdictOfBundle(path: string): Promise<Verdict> {
  const { facts } = await readBundle(path)
  return judging(path, () => verdictOf(runChecks(CHECKS, facts)))
}

/** A report on the facts of a bundle. */
export async function reportFrom(path: string): Promise<MadeReport> {
  const record = await readBundle(path)
  return judging(path, () => reportOn(record))
}

/** What is in a bundle is not what its name says: that is the fault of the bundle and none of ours. */
function judging<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new ChatctlError('report/bad-bundle', { path, detail: `facts.json: ${error}` }, { cause: error })
  }
}

/** A report on recorded facts. They are redacted already; what has the shape of a secret still goes. */
export function reportOn({ facts, evidence, createdAt }: FactsRecord): MadeReport {
  const redactor = new Redactor({ level: 'none', secrets: [], users: [], hosts: [] })
  const results = runChecks(CHECKS, facts)
  const nowMs = Date.parse(createdAt) || 0
  const report = buildReport({ facts, evidence, results, redactor, nowMs, complete: true })
  return { report, facts, evidence, redactor, secrets: [] }
}
