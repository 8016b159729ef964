import type {
  ControlMethod,
  ControlMethods,
  NewSanction,
  Sanction,
  SanctionKind,
  SanctionResult,
  UserInfo,
} from '../../control/methods.ts'
import type { Sanctions } from '../../sanctions/open-sanctions.ts'

/** Calls one method of the daemon; a control client has this, and so has the daemon's own console. */
export interface Caller {
  call<M extends ControlMethod>(
    method: M,
    params: ControlMethods[M]['params'],
  ): Promise<ControlMethods[M]['result']>
}

/** The two lists, wherever they can be changed at the moment. */
export interface Lists {
  /** True while no server runs: what changes takes effect at its next start, and nobody is connected. */
  readonly offline: boolean
  users(): Promise<readonly UserInfo[]>
  entries(kind: SanctionKind): Promise<readonly Sanction[]>
  add(kind: SanctionKind, sanction: NewSanction): Promise<SanctionResult>
  remove(kind: SanctionKind, address: string, by: string): Promise<readonly Sanction[]>
}

/** The lists of a running server. */
export function listsOfServer(server: Caller): Lists {
  return {
    offline: false,
    users: () => server.call('users', {}),
    entries: (kind) => server.call(`${kind}s`, {}),
    add: (kind, sanction) => server.call(kind, sanction),
    remove: async (kind, address, by) => (await server.call(`un${kind}`, { address, by })).removed,
  }
}

/** The lists in their files, while no server runs. */
export function listsInFiles(sanctions: Pick<Sanctions, 'bans' | 'mutes'>): Lists {
  const listOf = (kind: SanctionKind) => sanctions[`${kind}s`]
  return {
    offline: true,
    users: async () => [],
    entries: async (kind) => listOf(kind).entries(),
    add: async (kind, sanction) => ({ sanction: await listOf(kind).add(sanction), affected: [] }),
    remove: (kind, address) => listOf(kind).remove(address),
  }
}
