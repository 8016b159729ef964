import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { Finding, NoVerdict } from '../../check.ts'
import { shellWord } from '../../commands.ts'
import { lookSystemctl } from '../../systemctl.ts'

/** Settings that an edit of the file does not change. Meant by whoever set them, and forgotten by the next one. */
export function overridden({ origins, file }: ConfigFacts, { unit, self }: Facts): Finding[] {
  const found = Object.entries(origins)
  if (found.length === 0) return []
  const show =
    unit.seen && self.seen
      ? lookSystemctl(unit.value, self.value, 'cat', unit.value.name)
      : 'env | grep ^CHATCTL_ | cut -d= -f1'
  return [
    {
      severity: 'hint',
      message: { key: 'checks.config/overridden.found', values: { count: found.length, path: file } },
      evidence: found.map(([key, origin], index) => ({
        text: { key: 'checks.config/overridden.seen', values: { key, origin } },
        ...(index === found.length - 1 && { command: show }),
      })),
    },
  ]
}

/** What works in a shell and fails in the unit, or the other way round, mostly comes from two files. */
export function otherThanUnit(
  config: ConfigFacts,
  unit: string,
  facts: Facts,
): readonly Finding[] | NoVerdict {
  const { unitPath, shell, file } = config
  const isSeen = facts.unit.seen && facts.self.seen
  const show = isSeen
    ? lookSystemctl(facts.unit.value, facts.self.value, 'cat', unit)
    : `systemctl cat ${unit}`
  if (unitPath !== null) {
    const values = { path: file, unitPath, unit }
    return [
      {
        severity: 'hint',
        message: { key: 'checks.config/other-than-unit.looked', values },
        evidence: [{ text: { key: 'checks.config/other-than-unit.unit', values }, command: show }],
      },
    ]
  }
  if (shell === null) {
    return { outcome: 'skipped', why: { key: 'checks.config/other-than-unit.noUnit', values: { unit } } }
  }
  if (shell.path !== null && shell.path !== config.path) {
    const values = { path: shell.path, unitPath: file, unit }
    return [
      {
        severity: 'warning',
        message: { key: 'checks.config/other-than-unit.shell', values },
        evidence: [
          { text: { key: 'checks.config/other-than-unit.unit', values }, command: show },
          {
            text: { key: 'checks.config/other-than-unit.found', values },
            command: `echo "$CHATCTL_CONFIG"; ls -l config.json`,
          },
        ],
        fix: {
          summary: { key: 'checks.config/other-than-unit.fix', values },
          commands: [`unset CHATCTL_CONFIG; cd`, `chatctl doctor --config ${shellWord(file)}`],
          risk: 'safe',
        },
      },
    ]
  }
  if (shell.variables.length === 0) return []
  const values = { names: shell.variables.join(' '), unit }
  return [
    {
      severity: 'warning',
      message: { key: 'checks.config/other-than-unit.variables', values },
      evidence: [
        {
          text: { key: 'checks.config/other-than-unit.set', values },
          command: 'env | grep ^CHATCTL_ | cut -d= -f1',
        },
      ],
      fix: {
        summary: { key: 'checks.config/other-than-unit.unset', values },
        commands: [`unset ${shell.variables.join(' ')}`],
        risk: 'safe',
      },
    },
  ]
}
