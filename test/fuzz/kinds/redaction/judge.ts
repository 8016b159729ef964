import assert from 'node:assert/strict'
import { FORMATS, rendered } from '../../../../src/cli/report/render.ts'
import { bestGuess } from '../../../../src/config/best-guess.ts'
import { resolvePaths } from '../../../../src/config/resolve-paths.ts'
import { CHECKS } from '../../../../src/doctor/catalogue.ts'
import { runChecks } from '../../../../src/doctor/run-checks.ts'
import type { Target } from '../../../../src/facts/target.ts'
import { assignments } from '../../../../src/facts/unit-state.ts'
import type { Host } from '../../../../src/host/host.ts'
import { buildReport } from '../../../../src/report/build.ts'
import type { FactsRecord } from '../../../../src/report/bundle/record.ts'
import { bundleFiles } from '../../../../src/report/bundle/write.ts'
import type { Evidence } from '../../../../src/report/evidence/evidence.ts'
import { lookAtEvidence } from '../../../../src/report/evidence/look.ts'
import { knownSecrets } from '../../../../src/report/known-secrets.ts'
import { searchForSecrets } from '../../../../src/report/redact/proof.ts'
import { Redactor } from '../../../../src/report/redact/redactor.ts'
import { edited, valueAt } from '../edits.ts'
import { HEALTHY } from '../record.ts'
import { judgeReport } from '../report/judge.ts'
import { FORMS, type Plan } from './plan.ts'
import { readable } from './readable.ts'

const KEY = Buffer.alloc(32, 7)
const SPAN = { since: 0, until: 0, withMessages: false }
const from = { source: 'fuzz', ms: 0, at: '2026-11-25T00:00:00.000Z' }
/** What is read of a report without any secret, by level. */
const clean = new Map<string, string>()

/** Wherever a known secret turned up, and however it was written, nobody finds it in what leaves the machine. */
export async function judgeRedaction(plan: Plan): Promise<void> {
  const { secret, level } = plan
  if (!clean.has(level)) clean.set(level, all(await outputsOf({ ...plan, secret: 'q8V!w3Zk7T', plants: [] })))
  // A password that is a word of every report can be told by nobody.
  if (clean.get(level)?.includes(secret)) return
  const outputs = await outputsOf(plan)
  const { leaks } = searchForSecrets(outputs, [secret])
  const [leak] = leaks
  if (leak) assert.fail(`a secret is found in ${leak.file} as ${leak.encoding}`)
  for (const { name, bytes } of outputs) {
    const read = readable(name, bytes.toString())
    for (const [form, write] of Object.entries(FORMS))
      if (read.includes(write(secret))) assert.fail(`a secret is read in ${name} as ${form}`)
  }
}

const all = (outputs: Awaited<ReturnType<typeof outputsOf>>) =>
  outputs.map(({ name, bytes }) => readable(name, bytes.toString())).join('\n')

/** Everything that a report and a bundle consist of. */
async function outputsOf(plan: Plan) {
  const { host, target, unit } = machine(plan)
  const secrets = await knownSecrets(host, target, unit.value.stdout)
  const looked = await lookAtEvidence(host, target, SPAN, Promise.resolve(unit), new AbortController().signal)
  assert.ok(looked.configText.seen && looked.unitText.seen)
  const redactor = new Redactor({
    level: plan.level,
    secrets,
    users: ['Ann'],
    hosts: ['chat-host'],
    key: KEY,
  })
  const { facts, evidence } = redactor.value(planted(plan, looked))
  const results = runChecks(CHECKS, facts)
  const report = buildReport({ facts, evidence, results, redactor, nowMs: 0, complete: true })
  judgeReport(report)
  const made = { report, facts, evidence, redactor, secrets }
  const pages = FORMATS.map((format) => ({
    name: format,
    bytes: Buffer.from(rendered(report, format, '1.0.0')),
  }))
  return [...pages, ...bundleFiles(made, '1.0.0', [])]
}

/** The machine that keeps it. */
function machine({ secret, source }: Plan) {
  const admin =
    source === 'password' ? { password: secret } : source === 'hash' ? { password_hash: secret } : {}
  const quoted = `"CHAT_PASSWORD=${secret.replace(/["\\]/g, '\\$&')}"`
  const stdout = `[Service]\n${source === 'unit' ? `Environment=${quoted}\n` : ''}ExecStart=/usr/bin/chatctl serve\n`
  const unseen = { seen: false, why: 'missing', detail: '', from } as const
  const env = source === 'unit' ? Object.fromEntries(assignments(quoted)) : {}
  const text = JSON.stringify({ server: { port: 3000 }, admin }, null, 2)
  return {
    host: {
      env: source === 'environment' ? { CHAT_API_TOKEN: secret } : {},
      readText: async () => unseen,
    } as unknown as Host,
    target: {
      loaded: { text, path: '/opt/chatserver/config.json', found: true },
      settings: resolvePaths(bestGuess('{}'), '/nowhere'),
      unit: { seen: true, value: { launch: { env } }, from },
    } as unknown as Target,
    unit: { seen: true, value: { stdout, stderr: '', exitCode: 0 }, from } as const,
  }
}

function planted({ secret, plants }: Plan, { configText, unitText }: Evidence): FactsRecord {
  const texts = [
    { at: ['evidence', 'configText'], is: configText },
    { at: ['evidence', 'unitText'], is: unitText },
  ]
  const turnedUp = plants.map(({ at, form, around }) => ({
    at,
    is: around.replaceAll('S', () => FORMS[form]?.(secret) ?? secret),
  }))
  // What our own collectors give has its shape; only what is text there can hold something else.
  const edits = turnedUp.filter(({ at }) => typeof valueAt(HEALTHY, at) === 'string')
  return edited(HEALTHY, [...edits, ...texts]) as FactsRecord
}
