import type { CheckResult } from '../doctor/check.ts'
import { verdictOf } from '../doctor/verdict.ts'
import type { Facts } from '../facts/facts.ts'
import { unseen } from '../host/observed.ts'
import { dayAndTime } from '../messages/format.ts'
import { currentLocale, t } from '../messages/index.ts'
import { note } from './blocks.ts'
import type { ReportContext, SectionMaker } from './context.ts'
import type { Evidence } from './evidence/evidence.ts'
import type { Redactor } from './redact/redactor.ts'
import { REPORT_SCHEMA, type Report, type Section } from './report.ts'
import { configurationSection, runningConfigSection } from './sections/configuration.ts'
import { growthSection } from './sections/growth.ts'
import { logStatisticsSection, recentLogSection, timelineSection } from './sections/log.ts'
import { canarySection, connectionsSection, firewallSection, portsSection } from './sections/network.ts'
import { limitsSection, processesSection } from './sections/processes.ts'
import {
  checklistSection,
  crashSection,
  findingsSection,
  listsSection,
  versionsSection,
} from './sections/rest.ts'
import { serviceSection } from './sections/service.ts'
import { diskSection, memorySection } from './sections/storage.ts'
import { systemSection } from './sections/system.ts'

/** The guide's script in its order, then what it lacks. */
const SECTIONS: readonly SectionMaker[] = [
  systemSection,
  serviceSection,
  portsSection,
  processesSection,
  recentLogSection,
  configurationSection,
  diskSection,
  memorySection,
  connectionsSection,
  findingsSection,
  versionsSection,
  runningConfigSection,
  limitsSection,
  firewallSection,
  canarySection,
  listsSection,
  crashSection,
  logStatisticsSection,
  growthSection,
  timelineSection,
  checklistSection,
]

/** Sections that quote people and programs at length. */
const QUOTING = new Set(['recent-log', 'timeline'])

export interface ReportInput {
  /** Redacted. */
  readonly facts: Facts
  /** Redacted. */
  readonly evidence: Evidence
  /** Judged over these facts. */
  readonly results: readonly CheckResult[]
  readonly redactor: Redactor
  /** Milliseconds since 1970. */
  readonly nowMs: number
  readonly complete: boolean
}

/** Lays a report out of redacted facts; its texts pass the redactor once more, because findings quote and combine. */
export function buildReport({ facts, evidence, results, redactor, nowMs, complete }: ReportInput): Report {
  const createdAt = new Date(nowMs).toISOString()
  const verdict = redactor.value(verdictOf(results))
  const context: ReportContext = { facts, evidence, results, verdict, createdAt }
  const sections = SECTIONS.map((make): Section => {
    const { id, blocks } = made(make, context)
    const left = redactor.level === 'strict' && QUOTING.has(id)
    return { id, title: titleOf(id), blocks: left ? [note(t('report.strictLeft'))] : redactor.value(blocks) }
  })
  const replaced = Object.fromEntries(redactor.counts)
  return {
    schema: REPORT_SCHEMA,
    title: t('report.title'),
    createdAt,
    language: currentLocale(),
    redaction: { level: redactor.level, replaced },
    complete,
    verdict,
    sections: [...sections, redactionSection(redactor, replaced)],
  }
}

/** Facts of a bundle may be like nothing that a collector gives: a section that cannot take them says so. */
function made(make: SectionMaker, context: ReportContext): ReturnType<SectionMaker> {
  try {
    return make(context)
  } catch (error) {
    const from = { source: 'facts', ms: 0, at: context.createdAt }
    const nothing = (facts: object) =>
      Object.fromEntries(Object.keys(facts).map((name) => [name, unseen('failed', String(error), from)]))
    return make({
      ...context,
      facts: nothing(context.facts) as unknown as Facts,
      evidence: nothing(context.evidence) as unknown as Evidence,
    })
  }
}

function redactionSection(redactor: Redactor, replaced: Readonly<Record<string, number>>): Section {
  const rules = Object.entries(replaced).map(([rule, count]) => t('report.redactedRule', { rule, count }))
  return {
    id: 'redaction',
    title: titleOf('redaction'),
    blocks: [
      { kind: 'pairs', rows: [[t('report.redactionLevel'), redactor.level]] },
      ...(redactor.level === 'none' ? [] : [note(t('report.redactionMeans'))]),
      note(
        rules.length === 0 ? t('report.redactedNothing') : t('report.replaced', { rules: rules.join(', ') }),
      ),
    ],
  }
}

/** Every section has its title in the catalogues; a test sees to it. */
const titleOf = (id: string) => t(`report.section.${id}` as Parameters<typeof t>[0])

/** One line that says when and by what a report was made. */
export function madeLine({ createdAt }: Report, version: string): string {
  return t('report.created', { time: dayAndTime(createdAt), version })
}
