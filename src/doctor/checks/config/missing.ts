import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { Finding } from '../../check.ts'
import { chatctl, intoForce, shellWord } from '../../commands.ts'

/**
 * A server without a file runs with its defaults. That is a start; but where a file was named and is gone, so are the port,
 * the lists and the password that people count on.
 */
export function missing(config: ConfigFacts, facts: Facts): Finding[] {
  if (config.found) return []
  const { path, file, diagnostics } = config
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
