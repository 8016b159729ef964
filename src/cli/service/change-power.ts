import { t } from '../../messages/index.ts'
import { type Ending, lastEnding, lastWords } from '../../service/ending.ts'
import { type PowerResult, power, type Verb } from '../../service/power.ts'
import type { UnitNow } from '../../service/show-unit.ts'
import { connectedNow } from './connected.ts'
import { changing, type ServiceCommand } from './surroundings.ts'

/** What is known of a start that failed. */
export interface Failure {
  readonly ending: Ending | null
  readonly words: readonly string[]
}

const WORDS = 14

/** Starts, stops or restarts the service, and tells who was connected where it ends a server. */
export async function changePower(command: ServiceCommand, unit: string, verb: Verb): Promise<PowerResult> {
  return await changing(command, async () => {
    const connected = verb === 'start' ? null : await connectedNow(command, unit)
    const result = await power(command.host, command.layout, unit, verb)
    if (connected && result.outcome === 'done') command.say(t('service.disconnected', { count: connected }))
    return result
  })
}

/** Why a service did not come up, as far as the journal tells. */
export async function whyNot({ host, layout }: ServiceCommand, unit: UnitNow): Promise<Failure> {
  const [ending, words] = await Promise.all([
    lastEnding(host, layout.scope, unit),
    unit.invocation === null ? [] : lastWords(host, layout.scope, unit.invocation, WORDS),
  ])
  return { ending, words }
}
