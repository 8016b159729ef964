import type { Target } from '../facts/target.ts'
import type { CommandOutput, Host } from '../host/host.ts'
import type { Observed } from '../host/observed.ts'

/** The unit's file with what is put over it, as systemd shows them; why there is none, where the unit was not seen. */
export async function unitFiles(
  host: Host,
  { unit, unitName }: Target,
  signal: AbortSignal,
): Promise<Observed<CommandOutput>> {
  if (!unit.seen) return unit
  return await host.run(['systemctl', 'cat', `${unitName}.service`, '--no-pager'], {
    timeoutMs: 1500,
    signal,
  })
}
