import type { PowerResult } from '../../service/power.ts'
import { isDue, type Step } from '../../service/step.ts'

/** What a command that changes the service came to. */
export interface Change {
  readonly action: 'install' | 'uninstall' | 'start' | 'stop' | 'restart'
  readonly outcome: 'done' | 'planned' | 'nothing-to-do' | 'failed'
  readonly steps: readonly Step[]
  readonly notes: readonly string[]
  /** The running server has not taken over what the unit says now. */
  readonly needsRestart: boolean
  /** How the start or stop went; null where there was none. */
  readonly power: PowerResult | null
}

/** The same for programs; its schema is docs/schemas/service-change.schema.json. */
export function changeDocument({ action, outcome, steps, notes, needsRestart, power }: Change, unit: string) {
  return {
    schema: 'chatctl/service-change/1',
    action,
    unit,
    outcome,
    steps: steps.filter(isDue).map(({ kind, target, standing, shell, content }) => ({
      kind,
      target,
      standing,
      commands: shell,
      content: content ?? null,
    })),
    notes,
    needsRestart,
    power:
      power === null
        ? null
        : {
            outcome: power.outcome,
            commands: power.commands,
            state: power.unit.activeState,
            pid: power.unit.mainPid || null,
            detail: power.detail,
          },
  } as const
}
