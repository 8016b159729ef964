import type { NewSanction, UserInfo } from '../../control/methods.ts'
import { t } from '../../messages/index.ts'
import type { WatchedServer } from '../../top/server-watch.ts'
import { author } from '../author.ts'
import { escapeForTerminal } from '../escape.ts'
import { kickedScreen } from '../sanctions/kick-target.ts'
import { untilScreen } from '../screens/sanctions-screen.ts'
import { resolveTarget } from '../targets/resolve.ts'
import { risksOf } from '../targets/risks.ts'
import type { ThisHost } from '../targets/this-host.ts'
import type { Action, Aim, Dialogue } from './dialogue.ts'
import type { Rows, View } from './view.ts'

/** Whom the selected row stands for; null where no row is selected. */
export function aimAt(
  action: Action,
  { focus }: View,
  { users, peers, selected }: Rows,
  host: ThisHost,
): Aim | null {
  const user = focus === 'users' ? (users[selected.users] ?? null) : null
  const address = user?.ip ?? (focus === 'peers' ? peers[selected.peers]?.address : undefined)
  if (address === undefined) return null
  const resolved = resolveTarget(address, users)
  if (action === 'kick' && user !== null) return { address, user, hits: [user], risks: [] }
  const risks = action === 'kick' ? [] : risksOf(resolved, host)
  return { address, user: null, hits: resolved.hits, risks }
}

/**
 * Does what was agreed to.
 *
 * @returns the sentence about it
 * @throws ChatctlError whatever the server answers
 */
export async function act(
  server: WatchedServer,
  { action, aim, seconds, reason }: Dialogue,
): Promise<string> {
  const by = author()
  if (action === 'kick') {
    const one = aim.user === null ? {} : { id: aim.user.id }
    const { kicked } = await server.call('kick', { address: aim.address, ...one, by })
    return kickedScreen(whom(aim), kicked)
  }
  const wanted: NewSanction = {
    address: aim.address,
    by,
    ...(seconds !== null && { seconds }),
    ...(reason !== '' && { reason }),
  }
  const { sanction, affected } = await server.call(action, wanted)
  return t(`commands.${action}.done`, {
    address: escapeForTerminal(sanction.address),
    until: untilScreen(sanction),
    count: affected.length,
  })
}

function whom({ address, user }: Aim): string {
  return user === null ? address : placeOf(user)
}

/** Address and port of one connection. */
export function placeOf({ ip, port }: Pick<UserInfo, 'ip' | 'port'>): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
}
