import type { ServerStatus, UserInfo } from '../../control/methods.ts'
import { t } from '../../messages/index.ts'
import type { Rates } from '../../top/rates.ts'
import { byPeer, type Peer, sortUsers } from '../../top/rows.ts'
import type { Watched } from '../../top/server-watch.ts'
import { head } from './head.ts'
import { lists } from './lists.ts'
import { FIRST_VIEW, rowsOf } from './view.ts'

/** How many rows of each list a snapshot for people has. */
const ROWS = 10

/** What `chatctl top --json` prints. */
export interface TopDocument {
  readonly schema: 'chatctl/top/1'
  /** ISO 8601 */
  readonly at: string
  /** Per second, between two looks; null if the server was restarted between them. */
  readonly rates: Rates | null
  readonly status: ServerStatus
  readonly peers: readonly Peer[]
  /** Slowest reader first. */
  readonly users: readonly UserInfo[]
}

/** One look as a document for programs. */
export function topDocument({ look }: Watched): TopDocument {
  return {
    schema: 'chatctl/top/1',
    at: look.time.toISOString(),
    rates: look.rates,
    status: look.status,
    peers: byPeer(look.users),
    users: sortUsers(look.users, 'waiting'),
  }
}

/** One look as text: the head of the live screen, the slowest readers, the addresses with most connections. */
export function snapshot(watched: Watched, columns: number): string {
  const view = { ...FIRST_VIEW, isLive: false }
  const rows = rowsOf(view, watched)
  const shown = (focus: 'users' | 'peers') => {
    const height = 2 + Math.min(ROWS, Math.max(1, rows[focus].length))
    return lists({ ...view, focus }, rows, columns, height)
  }
  const lines = [...head(watched, columns, false), '', ...shown('users'), '', ...shown('peers')]
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** Beside a snapshot that was not asked for. */
export const snapshotHint = () => t('top.snapshot')
