import { hostname } from 'node:os'
import { CHECKS } from '../doctor/catalogue.ts'
import { runChecks } from '../doctor/run-checks.ts'
import { collect } from '../facts/collect.ts'
import { COLLECTORS } from '../facts/collectors.ts'
import type { FactName, Facts } from '../facts/facts.ts'
import { findTarget } from '../facts/target.ts'
import type { Host } from '../host/host.ts'
import { buildReport } from './build.ts'
import type { Evidence } from './evidence/evidence.ts'
import { lookAtEvidence } from './evidence/look.ts'
import { knownSecrets } from './known-secrets.ts'
import { type RedactionLevel, Redactor } from './redact/redactor.ts'
import type { Report } from './report.ts'
import { unitFiles } from './unit-files.ts'

/** All facts together; what is late is unseen. */
const DEADLINE_MS = 7000

export interface ReportOptions {
  readonly config: string | undefined
  readonly unit: string
  readonly level: RedactionLevel
  /** How far back the log counts, in ms. */
  readonly spanMs: number
  readonly withMessages: boolean
  /** Aborted by Ctrl+C: the report is then made of what is there. */
  readonly signal: AbortSignal
  readonly onFact?: (done: number, of: number) => void
}

/** A finished report with what a bundle needs beside it, all redacted; and, private to this process, what was taken out. */
export interface MadeReport {
  readonly report: Report
  readonly facts: Facts
  readonly evidence: Evidence
  readonly redactor: Redactor
  readonly secrets: readonly string[]
}

/** Collects, redacts, judges and lays out. Never rejects for anything that a host may be like. */
export async function makeReport(host: Host, options: ReportOptions): Promise<MadeReport> {
  const { signal, level } = options
  const target = await findTarget(host, { config: options.config, unit: options.unit, signal })
  const until = host.now()
  const span = { since: until - options.spanMs, until, withMessages: options.withMessages }
  const files = unitFiles(host, target, signal)
  const [raw, seen, secrets] = await Promise.all([
    collect(host, target, {
      names: Object.keys(COLLECTORS) as FactName[],
      deadlineMs: DEADLINE_MS,
      signal,
      onFact: (_name, done, of) => options.onFact?.(done, of),
    }),
    lookAtEvidence(host, target, span, files, signal),
    files.then((asked) => knownSecrets(host, target, asked.seen ? asked.value.stdout : '')),
  ])
  const redactor = new Redactor({ level, secrets, ...(await peopleOf(host, raw, seen)), hosts: hostNames() })
  const facts = redactor.value({
    ...raw,
    live: withNicknames(raw.live, redactor),
    log: level === 'strict' ? withoutExamples(raw.log) : raw.log,
  })
  const evidence = redactor.value(seen)
  const results = runChecks(CHECKS, facts)
  const report = buildReport({ facts, evidence, results, redactor, nowMs: until, complete: !signal.aborted })
  return { report, facts, evidence, redactor, secrets }
}

/** Log lines quote people and programs at length. */
function withoutExamples(log: Facts['log']): Facts['log'] {
  if (!log.seen) return log
  return {
    ...log,
    value: { ...log.value, troubles: log.value.troubles.map((one) => ({ ...one, example: '' })) },
  }
}

/** Names of the chat stand in a field that holds other names elsewhere; in a text, short ones are not looked for. */
function withNicknames(live: Facts['live'], redactor: Redactor): Facts['live'] {
  if (!live.seen || live.value.users === null) return live
  const users = live.value.users.map((user) => ({ ...user, name: user.name && redactor.user(user.name) }))
  return { ...live, value: { ...live.value, users } }
}

/** The short name and the full one. */
function hostNames(): string[] {
  const name = hostname()
  return [...new Set([name, name.split('.')[0] ?? name])].filter((one) => one !== 'localhost')
}

/** Everybody whose name a report could hold: accounts of people, who is in the chat, who is in the log. */
async function peopleOf(host: Host, facts: Facts, { recent }: Evidence) {
  const passwd = await host.readText('/etc/passwd')
  const accounts = passwd.seen ? passwd.value.split('\n').map((line) => line.split(':')) : []
  const isPerson = (uid: number) => uid >= 1000 && uid < 60_000
  const names = (keep: (uid: number) => boolean) =>
    accounts.filter(([, , uid]) => keep(Number(uid))).flatMap(([name]) => (name ? [name] : []))
  const chatting = facts.live.seen ? (facts.live.value.users ?? []).flatMap(({ name }) => name ?? []) : []
  const logged = recent.seen
    ? [...recent.value.entries, ...recent.value.timeline].flatMap(({ user }) => user ?? [])
    : []
  const asking = [host.env.SUDO_USER, host.env.USER, host.env.LOGNAME].flatMap((name) => name ?? [])
  return {
    users: [...new Set([...names(isPerson), ...chatting, ...logged, ...asking])],
    accounts: names((uid) => !isPerson(uid)),
  }
}
