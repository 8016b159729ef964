import { EXIT } from '../../errors/ids.ts'
import type { Verb } from '../../service/power.ts'
import { changeDocument } from './change-document.ts'
import { changePower, whyNot } from './change-power.ts'
import { powerScreen } from './change-screen.ts'
import { serviceCommand } from './surroundings.ts'

/** How a command prints. */
export interface Printing {
  readonly print: (document: unknown, screen: () => string) => void
  readonly note: (text: string) => void
}

/** `chatctl service start`, `stop` and `restart`. @returns the exit code */
export async function runPower(
  verb: Verb,
  { unit, user }: { readonly unit: string; readonly user: boolean },
  { print, note }: Printing,
): Promise<number> {
  const command = serviceCommand(user, 'nothing', note)
  const result = await changePower(command, unit, verb)
  const failure = result.outcome === 'failed' ? await whyNot(command, result.unit) : null
  const outcome = result.outcome === 'in-place' ? 'nothing-to-do' : result.outcome
  const change = { action: verb, outcome, steps: [], notes: [], needsRestart: false, power: result } as const
  print(changeDocument(change, unit), () => powerScreen(result, command, failure))
  return outcome === 'failed' ? EXIT.failed : EXIT.ok
}
