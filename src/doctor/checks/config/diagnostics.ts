import type { Diagnostic, DiagnosticId } from '../../../config/diagnostic.ts'
import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { Message } from '../../../messages/index.ts'
import type { Evidence, Finding } from '../../check.ts'
import type { CheckId } from '../../check-ids.ts'
import { chatctl, intoForce, shellWord, sudoFor } from '../../commands.ts'
import type { Fix } from '../../fix.ts'

/** The one check that tells of each kind of diagnostic. */
export const CHECK_OF: Readonly<Record<DiagnosticId, CheckId>> = {
  'config/not-found': 'config/missing',
  'config/not-a-file': 'config/not-a-file',
  'config/too-big': 'config/not-a-file',
  'config/unreadable': 'config/unreadable',
  'config/encoding': 'config/encoding',
  'config/byte-order-mark': 'config/encoding',
  'config/syntax': 'config/syntax',
  'config/comment': 'config/syntax',
  'config/trailing-comma': 'config/syntax',
  'config/not-an-object': 'config/syntax',
  'config/too-complex': 'config/syntax',
  'config/duplicate-key': 'config/duplicate-key',
  'config/unknown-key': 'config/unknown-key',
  'config/unknown-variable': 'config/unknown-key',
  'config/tls-ignored': 'config/unknown-key',
  'config/wrong-type': 'config/wrong-type',
  'config/wrong-value': 'config/wrong-value',
  'config/missing-key': 'config/missing-key',
  'config/published-password': 'security/published-password',
  'config/plain-password': 'security/plain-password',
  'config/old-hash': 'security/unknown-hash',
  'config/unknown-hash': 'security/unknown-hash',
}

/** A file with more mistakes is shown by its own command. */
const MOST = 8

/** What the reader of config.json had to say that belongs to this check, each with its place in the file. */
export function diagnosticFindings(id: CheckId, config: ConfigFacts, facts: Facts): Finding[] {
  const all = config.diagnostics.filter((diagnostic) => CHECK_OF[diagnostic.id] === id)
  const shown = all.slice(0, MOST)
  const lastRepairable = shown.findLastIndex((diagnostic) => isRepairable(diagnostic, config))
  return shown.map((diagnostic, index): Finding => {
    const fix = isRepairable(diagnostic, config)
      ? // One repair puts all of them right: it is said once, behind the last.
        index === lastRepairable && repair(id, config, facts)
      : diagnostic.id === 'config/not-a-file' || diagnostic.id === 'config/too-big'
        ? replacing(diagnostic, config, facts)
        : editing(diagnostic, config, facts)
    const isLast = index === shown.length - 1
    return {
      severity: diagnostic.severity,
      message: diagnostic.message,
      evidence: [
        ...evidenceOf(diagnostic, config),
        ...(isLast ? allOfThem(all.length - shown.length, config, facts) : []),
      ],
      ...(fix && { fix }),
    }
  })
}

function isRepairable({ id, key }: Diagnostic, { repairs }: ConfigFacts): boolean {
  return repairs.some((repair) => repair.id === id && (repair.key === '' || repair.key === key))
}

function evidenceOf(
  { expected, hint, line, column, origin, frame }: Diagnostic,
  config: ConfigFacts,
): Evidence[] {
  const place = origin ?? (line > 0 ? `${config.file}:${line}:${column}` : config.file)
  const text = frame.find(({ number }) => number === line)?.text.trim()
  return [
    {
      text:
        text === undefined
          ? { key: 'doctor.at', values: { place } }
          : { key: 'doctor.atLine', values: { place, text } },
    },
    ...(expected ? [{ text: { key: 'config.frame.expected' as const, values: { what: expected } } }] : []),
    ...(hint ? [{ text: hint }] : []),
  ]
}

/** The command that shows the whole file's mistakes, said once. */
function allOfThem(left: number, config: ConfigFacts, facts: Facts): Evidence[] {
  const command = `${sudoFor(config.owner, facts)}chatctl config check --config ${shellWord(config.file)}`
  const text: Message =
    left > 0 ? { key: 'doctor.more', values: { count: left } } : { key: 'doctor.checkConfig' }
  return [{ text, command }]
}

function repair(id: CheckId, config: ConfigFacts, facts: Facts): Fix {
  const path = config.file
  const { commands, interrupts } = intoForce(facts)
  return {
    summary: { key: 'doctor.repairConfig', values: { path } },
    commands: [chatctl(`doctor ${id} --fix`, facts), ...commands],
    risk: interrupts ? 'interrupts-users' : 'safe',
    plan: { do: 'repair-config', path },
  }
}

/** An editor would wait for ever on a FIFO. A folder may be the whole installation, named by mistake: it stays where it is. */
function replacing({ message }: Diagnostic, { file, owner }: ConfigFacts, facts: Facts): Fix {
  const sudo = sudoFor(owner, facts)
  const path = shellWord(file)
  if (message.key === 'config.isDirectory')
    return { summary: { key: 'doctor.lookIntoFolder' }, commands: [`${sudo}ls -la ${path}`], risk: 'safe' }
  return {
    summary: { key: 'doctor.replaceConfig' },
    commands: [
      `${sudo}mv ${path} ${shellWord(`${file}.aside`)}`,
      chatctl('doctor config/missing --fix', facts),
    ],
    risk: 'safe',
  }
}

function editing({ line, column, origin }: Diagnostic, config: ConfigFacts, facts: Facts): Fix | false {
  if (origin !== undefined) return false
  const path = config.file
  const { commands, interrupts } = intoForce(facts)
  const place = line > 0 ? `${path}:${line}:${column}` : path
  const at = line > 0 ? `+${line},${column} ` : ''
  return {
    summary: { key: 'doctor.editConfig', values: { place } },
    commands: [`${sudoFor(config.owner, facts)}nano ${at}${shellWord(path)}`, ...commands],
    risk: interrupts ? 'interrupts-users' : 'safe',
  }
}
