import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { Finding, NoVerdict } from '../../check.ts'
import { chatctl, intoForce, shellWord } from '../../commands.ts'

/**
 * A server without a file runs with its defaults. That is a start; but where a file was named and is gone, so are the port,
 * the lists and the password that people count on.
 */
export function missing(config: ConfigFacts, facts: Facts): readonly Finding[] | NoVerdict {
  if (config.found) return []
  const { path, file, diagnostics } = config
  // The unit would say which file is meant.
  if (path === null && isUntold(facts)) {
    return { outcome: 'unknown', why: { key: 'checks.config/missing.untold' } }
  }
  const looked = diagnostics.find(({ id }) => id === 'config/not-found')?.hint
  const { commands, interrupts } = intoForce(facts)
  return [
    {
      severity: path === null ? 'warning' : 'error',
      message: {
        key: path === null ? 'checks.config/missing.none' : 'checks.config/missing.found',
        values: { path: file },
      },
      evidence: [
        {
          text: { key: 'checks.config/missing.seen', values: { path: file } },
          command: `ls -l ${shellWord(file)}`,
        },
        ...(looked ? [{ text: looked }] : []),
      ],
      fix: {
        summary: { key: 'checks.config/missing.fix', values: { path: file } },
        commands: [chatctl('doctor config/missing --fix', facts), ...commands],
        risk: interrupts ? 'interrupts-users' : 'safe',
        plan: { do: 'write-default-config', path: file },
      },
    },
  ]
}

/** Whether systemd has left the question for the unit without an answer. */
function isUntold({ unit }: Facts): boolean {
  return unit.seen ? unit.value.untoldUser !== undefined : unit.why === 'timeout'
}
