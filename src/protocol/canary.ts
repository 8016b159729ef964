/**
 * How chatctl asks a server whether it still passes on what is said, without a trace for anybody else: in a field of a
 * heartbeat. Heartbeats are the one packet that both originals swallow; they neither answer nor forward it, and it gives
 * the connection no name (protocol clause 9). This server answers with a packet of a type of its own.
 */
const CANARY_FIELD = 'chatctl_canary'
export const CANARY_TYPE = 'chatctl_canary'

/** Longest text that a canary may say, in UTF-16 units: it is only meant to be recognised again. */
const LONGEST = 64

/** What a heartbeat asks for beyond staying alive: entry with a token, or to be heard. */
export interface CanaryWish {
  readonly token?: string
  readonly say?: string
}

/** The body of a heartbeat with a wish. */
export function canaryHeartbeat(wish: CanaryWish): string {
  return JSON.stringify({ type: 'heartbeat', [CANARY_FIELD]: wish })
}

/** @returns undefined where a heartbeat is nothing else, or asks for nothing that could be given */
export function canaryWish(packet: Readonly<Record<string, unknown>>): CanaryWish | undefined {
  const wish = packet[CANARY_FIELD]
  if (typeof wish !== 'object' || wish === null) return undefined
  const { token, say } = wish as Record<string, unknown>
  if (typeof token === 'string') return { token }
  return typeof say === 'string' && say.length <= LONGEST ? { say } : undefined
}
