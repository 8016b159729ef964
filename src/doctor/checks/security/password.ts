import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { Finding } from '../../check.ts'
import { chatctl, intoForce, isPython, shellWord, sudoFor } from '../../commands.ts'
import type { Fix } from '../../fix.ts'
import { diagnosticFindings } from '../config/diagnostics.ts'

type PasswordCheck = 'security/published-password' | 'security/plain-password' | 'security/unknown-hash'

/** What the reader of config.json says of the password, with the cure that belongs to it. */
export function passwordFindings(id: PasswordCheck, config: ConfigFacts, facts: Facts): Finding[] {
  return diagnosticFindings(id, config, facts).map((finding) => {
    const { fix, ...told } = finding
    const cure = id === 'security/plain-password' ? hashing(config, facts) : newPassword(config, facts)
    return { ...told, ...(cure && { fix: cure }) }
  })
}

/** A password that is quickly guessed, however it is kept. */
export function shortPassword(config: ConfigFacts, facts: Facts): Finding[] {
  if (!config.password.enabled || !config.password.short) return []
  const command = `${sudoFor(config.owner, facts)}chatctl config check --config ${shellWord(config.file)}`
  return [
    {
      severity: 'warning',
      message: { key: 'checks.security/short-password.found' },
      evidence: [
        { text: { key: 'checks.security/short-password.seen', values: { path: config.file } }, command },
      ],
      fix: newPassword(config, facts),
    },
  ]
}

/** Nobody is asked for a password: worth knowing, and often meant so. */
export function noPassword(config: ConfigFacts): Finding[] {
  const { enabled, form } = config.password
  if (enabled && form !== 'none') return []
  const key = enabled ? 'checks.security/no-password.none' : 'checks.security/no-password.off'
  return [
    {
      severity: 'hint',
      message: { key: 'checks.security/no-password.found' },
      evidence: [
        {
          text: { key, values: { path: config.file } },
          command: `grep -n password ${shellWord(config.file)} | cut -d: -f1,2`,
        },
      ],
    },
  ]
}

function hashing(config: ConfigFacts, facts: Facts): Fix | null {
  // v6 compares plain text alone, v9.1 knows bcrypt alone: there the file is what protects the password.
  if (isPython(facts)) return null
  const { commands } = intoForce(facts)
  return {
    summary: { key: 'checks.security/plain-password.fix' },
    commands: [chatctl('doctor security/plain-password --fix', facts), ...commands],
    risk: 'safe',
    plan: { do: 'hash-password', path: config.file },
  }
}

function newPassword(config: ConfigFacts, facts: Facts): Fix {
  const summary = { key: 'checks.security/published-password.fix' } as const
  if (!isPython(facts)) return { summary, commands: [chatctl('passwd', facts)], risk: 'safe' }
  const { commands, interrupts } = intoForce(facts)
  const edit = `${sudoFor(config.owner, facts)}nano ${shellWord(config.file)}`
  return { summary, commands: [edit, ...commands], risk: interrupts ? 'interrupts-users' : 'safe' }
}
