import type { Layout } from '../../service/layout.ts'
import type { ServiceState } from '../../service/status.ts'

/** How the service is, in one word. */
export type ServiceWord =
  | 'active'
  | 'activating'
  | 'restarting'
  | 'reloading'
  | 'deactivating'
  | 'inactive'
  | 'failed'
  | 'missing'
  | 'masked'
  | 'broken'
  | 'frozen'
  | 'hung'

const STATES: readonly string[] = ['active', 'activating', 'reloading', 'deactivating', 'inactive', 'failed']

/** What systemd and the server itself say, together. */
export function stateOf({ unit, answers }: Pick<ServiceState, 'unit' | 'answers'>): ServiceWord {
  if (unit.loadState === 'not-found') return 'missing'
  if (unit.loadState === 'masked' || unit.enabled.startsWith('masked')) return 'masked'
  if (['bad-setting', 'error'].includes(unit.loadState)) return 'broken'
  if (unit.frozen) return 'frozen'
  if (unit.subState === 'auto-restart') return 'restarting'
  if (unit.activeState === 'active' && answers === 'hung') return 'hung'
  return STATES.includes(unit.activeState) ? (unit.activeState as ServiceWord) : 'inactive'
}

/** What to type next, first what matters most. */
export function nextCommands(state: ServiceState, { scope, config }: Layout, uid: number): string[] {
  const { unit, unitFile, lingers } = state
  const sudo = scope === 'user' || uid === 0 ? '' : 'sudo '
  const doctor = (words = '') => `chatctl doctor${words}${scope === 'user' ? ` --config ${config}` : ''}`
  const own = (words: string) => `${sudo}chatctl service ${words}${scope === 'user' ? ' --user' : ''}`
  const systemctl = (words: string) => `${sudo}systemctl ${scope === 'user' ? '--user ' : ''}${words}`
  switch (stateOf(state)) {
    case 'missing':
      return [own('install')]
    case 'masked':
      return [systemctl(`unmask ${unit.name}`), own('install')]
    case 'frozen':
      return [systemctl(`thaw ${unit.name}`)]
    case 'broken':
    case 'hung':
    case 'activating':
      return [doctor(' service')]
    case 'failed':
    case 'restarting':
      return [doctor(), own('restart')]
    case 'inactive':
      return [own('start')]
    default:
      return [
        ...(unit.needsReload ? [systemctl('daemon-reload')] : []),
        ...(unit.enabled === 'enabled' ? [] : [systemctl(`enable ${unit.name}`)]),
        ...(unitFile === 'older' ? [own('install')] : []),
        ...(lingers === false ? ['sudo loginctl enable-linger "$USER"'] : []),
        doctor(),
      ]
  }
}
