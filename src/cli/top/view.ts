import type { UserInfo } from '../../control/methods.ts'
import {
  byPeer,
  PEER_SORTS,
  type Peer,
  type PeerSort,
  sortPeers,
  sortUsers,
  USER_SORTS,
  type UserSort,
} from '../../top/rows.ts'
import type { Watched } from '../../top/server-watch.ts'
import type { Dialogue } from './dialogue.ts'

/** The lists of the screen: single connections, and the addresses that they come from. */
export type List = 'users' | 'peers'

/** What stands in the last line for a while. */
interface Notice {
  readonly text: string
  readonly failed: boolean
}

/** What the person at the keys has chosen. */
export interface View {
  readonly focus: List
  /** Whether there are keys to press: else nothing is marked as selected. */
  readonly isLive: boolean
  readonly userSort: UserSort
  readonly peerSort: PeerSort
  /** The id of the selected connection. */
  readonly user: number | null
  /** The selected address. */
  readonly peer: string | null
  /** Where the selection stood, for when its row goes away. */
  readonly place: Readonly<Record<List, number>>
  /** What is shown while the screen stands still. */
  readonly frozen: Watched | null
  readonly help: boolean
  readonly notice: Notice | null
  readonly dialogue: Dialogue | null
}

export const FIRST_VIEW: View = {
  focus: 'users',
  isLive: true,
  userSort: 'waiting',
  peerSort: 'connections',
  user: null,
  peer: null,
  place: { users: 0, peers: 0 },
  frozen: null,
  help: false,
  notice: null,
  dialogue: null,
}

/** The rows of both lists in their order, and which of them are selected (-1: none, as there is none). */
export interface Rows {
  readonly users: readonly UserInfo[]
  readonly peers: readonly Peer[]
  readonly selected: Readonly<Record<List, number>>
}

/** The rows for a view. A selection stays with its connection or address; when that has gone, at its place. */
export function rowsOf(view: View, { look }: Watched): Rows {
  const users = sortUsers(look.users, view.userSort)
  const peers = sortPeers(byPeer(look.users), view.peerSort)
  const at = (found: number, list: List, length: number) =>
    found >= 0 ? found : Math.min(view.place[list], length - 1)
  const selected = {
    users: at(
      users.findIndex(({ id }) => id === view.user),
      'users',
      users.length,
    ),
    peers: at(
      peers.findIndex(({ address }) => address === view.peer),
      'peers',
      peers.length,
    ),
  }
  return { users, peers, selected }
}

/** The view with another row selected in the list that has the focus. */
export function select(view: View, rows: Rows, wanted: number): View {
  const list = view.focus
  const row = Math.max(0, Math.min(rows[list].length - 1, wanted))
  return {
    ...view,
    place: { ...view.place, [list]: row },
    ...(list === 'users'
      ? { user: rows.users[row]?.id ?? null }
      : { peer: rows.peers[row]?.address ?? null }),
  }
}

/** The view with the focused list in the next order. */
export function sortNext(view: View): View {
  if (view.focus === 'users') return { ...view, userSort: next(USER_SORTS, view.userSort) }
  return { ...view, peerSort: next(PEER_SORTS, view.peerSort) }
}

function next<T>(all: readonly T[], now: T): T {
  return all[(all.indexOf(now) + 1) % all.length] as T
}
