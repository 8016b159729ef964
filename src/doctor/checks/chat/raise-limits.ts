import type { Facts } from '../../../facts/facts.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import { TEXTS } from '../../../protocol/texts.ts'
import { chatctl, intoForce, isPython, shellWord, sudoFor } from '../../commands.ts'
import { isRunning } from '../../server-process.ts'

/** The setting behind each refusal; the log has the text that the client was sent, which may have had another number. */
function limitOf(
  reason: string,
  { server, security }: ConfigFacts['settings'],
): [key: string, now: number] | [] {
  if (reason === 'full') return ['server.max_connections', server.max_connections]
  const text = withoutNumber(reason)
  if (text === withoutNumber(TEXTS.perAddress(1)))
    return ['security.max_connections_per_ip', security.max_connections_per_ip]
  if (text === withoutNumber(TEXTS.tooFrequent))
    return ['security.max_attempts_per_minute', security.max_attempts_per_minute]
  return []
}

const withoutNumber = (text: string) => text.replace(/\d+/g, '')

/**
 * The commands that double the limits by which people were turned away, and bring that into force. An editor is what remains for
 * the original servers, and where the log has reasons that are not known here.
 */
export function raisingLimits(
  reasons: readonly string[],
  config: ConfigFacts,
  facts: Facts,
): { readonly commands: readonly string[]; readonly interrupts: boolean } {
  const limits = new Map<string, number>()
  for (const reason of reasons) {
    const [key, now = 0] = limitOf(reason, config.settings)
    // 0 is no limit: it was another one when that was logged.
    if (key !== undefined && now > 0) limits.set(key, now * 2)
  }
  const { commands, interrupts } = intoForce(facts)
  if (limits.size === 0 || isPython(facts)) {
    const edit = `${sudoFor(config.owner, facts)}nano ${shellWord(config.file)}`
    return { commands: [edit, ...commands], interrupts }
  }
  const setting = [...limits].map(([key, value]) => chatctl(`config set ${key} ${value}`, facts))
  // It has the running server read the file by itself.
  const isTold = facts.live.seen && facts.live.value.state === 'running'
  if (isTold || isRunning(facts) !== true) return { commands: setting, interrupts: false }
  return { commands: [...setting, ...commands], interrupts }
}
