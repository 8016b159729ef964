import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { LogFacts } from '../../../facts/shapes/log.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import type { Finding } from '../../check.ts'
import { shellWord, sudoFor } from '../../commands.ts'

/** A password that every user of the machine can read. A good hash alone takes years to turn into one. */
export function readableConfig(config: ConfigFacts, self: SelfFacts, facts: Facts): Finding[] {
  const { password, othersMayRead, mode, owner, group, file } = config
  if (othersMayRead !== true || mode === null || password.form === 'none') return []
  const meant = mode & 0o640
  const user = self.serviceUser
  // Without the right of others the server must have another one.
  const keepsAccess = user === null || owner === user || (group === self.serviceGroup && (mode & 0o040) !== 0)
  const newOwner = keepsAccess || user === null ? null : `${user}:${self.serviceGroup ?? user}`
  const values = { path: file, mode: octal(mode), meant: octal(meant) }
  const sudo = sudoFor(owner, facts)
  return [
    {
      severity: password.form === 'plain' ? 'warning' : 'hint',
      message: {
        key:
          password.form === 'plain'
            ? 'checks.security/config-readable.plain'
            : 'checks.security/config-readable.hash',
        values,
      },
      evidence: [
        {
          text: { key: 'checks.security/config-readable.seen', values },
          command: `ls -l ${shellWord(file)}`,
        },
      ],
      fix: {
        summary: { key: 'checks.security/config-readable.fix', values },
        commands: [
          ...(newOwner === null ? [] : [`${sudo}chown ${shellWord(newOwner)} ${shellWord(file)}`]),
          `${sudo}chmod ${octal(meant)} ${shellWord(file)}`,
        ],
        risk: 'safe',
        plan: { do: 'set-owner-and-mode', path: file, owner: newOwner, mode: meant },
      },
    },
  ]
}

/** Wrong console passwords of the last day (guide, monthly checklist). */
export function failedLogins(log: LogFacts): Finding[] {
  const failed = log.troubles.find(({ event }) => event === 'admin/login-failed')
  if (failed === undefined || failed.count < 3) return []
  const values = { count: failed.count, time: failed.last, example: failed.example }
  const file = shellWord(log.files.at(-1) ?? 'server.log')
  return [
    {
      severity: failed.count >= 10 ? 'warning' : 'hint',
      message: { key: 'checks.security/failed-logins.found', values },
      evidence: [
        {
          text: { key: 'checks.security/failed-logins.seen', values },
          command: `grep -aE 'admin/login-failed|密码错误' ${file} | tail`,
        },
      ],
    },
  ]
}

const octal = (mode: number) => mode.toString(8).padStart(3, '0')
