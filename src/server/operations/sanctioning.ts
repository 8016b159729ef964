import { AddressList } from '../../chat/address-list.ts'
import type { ControlMethods, NewSanction, SanctionResult, UserInfo } from '../../control/methods.ts'
import { EVERYONE, OPERATOR, SYSTEM, TEXTS } from '../../protocol/texts.ts'
import type { Client } from '../client.ts'
import { type OperationContext, UNKNOWN_OPERATOR, userInfo } from './context.ts'

/** The connected clients that an address or a CIDR range covers, or those among them who bear a name. */
export function covered({ chat }: OperationContext, address: string, called?: string): Client[] {
  const rule = new AddressList<true>()
  rule.set(address, true)
  return [...chat.clients].filter(
    ({ ip, name }) => rule.match(ip, 0) === true && (called === undefined || name === called),
  )
}

/** Bans for good or for a while; whoever is connected from there is told and disconnected (protocol clause 11). */
export async function ban(context: OperationContext, wanted: NewSanction): Promise<SanctionResult> {
  const { chat } = context
  const sanction = await chat.sanctions.bans.add(wanted)
  logSanction(context, 'admin/ban', wanted, sanction.until)
  return { sanction, affected: dropBanned(context) }
}

/** Ends the connections of everybody who is on the ban list now. */
export function dropBanned(context: OperationContext): UserInfo[] {
  const { chat } = context
  const banned = [...chat.clients].filter(({ ip }) => chat.sanctions.bans.match(ip) !== undefined)
  const affected = banned.map((client) => userInfo(context, client))
  for (const client of banned) chat.drop(client, 'banned', TEXTS.bannedNow)
  return affected
}

/** Mutes; nobody is told until he speaks. */
export async function mute(context: OperationContext, wanted: NewSanction): Promise<SanctionResult> {
  const sanction = await context.chat.sanctions.mutes.add(wanted)
  logSanction(context, 'admin/mute', wanted, sanction.until)
  const affected = covered(context, wanted.address).map((client) => userInfo(context, client))
  return { sanction, affected }
}

export async function lift(
  { chat }: OperationContext,
  kind: 'unban' | 'unmute',
  { address, by = UNKNOWN_OPERATOR }: { readonly address: string; readonly by?: string },
) {
  const list = kind === 'unban' ? chat.sanctions.bans : chat.sanctions.mutes
  const removed = await list.remove(address)
  chat.log.event(`admin/${kind}`, { address, by })
  return { removed }
}

/** Switches the global mute; all are told, also when it was that way already, as the originals did. */
export async function globalMute(
  { chat }: OperationContext,
  { on, by = UNKNOWN_OPERATOR }: { readonly on: boolean; readonly by?: string },
) {
  const changed = await chat.sanctions.globalMute.set(on)
  chat.log.event(on ? 'admin/gmute' : 'admin/ungmute', { by })
  chat.announce(SYSTEM, on ? TEXTS.globalMuteOn : TEXTS.globalMuteOff)
  return { on, changed }
}

export function kick(
  context: OperationContext,
  { address, called, id, by = UNKNOWN_OPERATOR }: ControlMethods['kick']['params'],
) {
  const kicked = covered(context, address, called).filter((client) => id === undefined || client.id === id)
  const infos = kicked.map((client) => userInfo(context, client))
  for (const client of kicked) {
    context.chat.log.event('admin/kick', { ip: client.ip, user: client.name, by })
    context.chat.drop(client, 'kicked', TEXTS.kicked)
  }
  return { kicked: infos }
}

/** The operator's words to everybody, neither cut nor filtered. */
export function say({ chat }: OperationContext, { text }: { readonly text: string }) {
  chat.announce(OPERATOR, text.toWellFormed())
  chat.log.event('chat/say', { text, target: chat.dialect.id === 'v9' ? EVERYONE : undefined })
  return { receivers: chat.clients.size }
}

function logSanction(
  { chat }: OperationContext,
  event: 'admin/ban' | 'admin/mute',
  { address, by = UNKNOWN_OPERATOR, reason }: NewSanction,
  until: string | null,
): void {
  chat.log.event(event, { address, by, reason, until: until ?? undefined })
}
