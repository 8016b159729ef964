import { canaryWish } from '../../protocol/canary.ts'
import { TEXTS } from '../../protocol/texts.ts'
import { heard } from '../canary/canary-room.ts'
import type { Handler } from './dispatch.ts'

/**
 * A sign of life needs no answer (protocol clause 9), unless it asks for one: whoever does hears his own words, or that he is
 * muted, and nobody else hears anything. That is how `chatctl ping` measures a round trip from anywhere.
 */
export const heartbeat: Handler = (server, client, { packet }) => {
  const say = canaryWish(packet)?.say
  if (say === undefined) return
  client.isProbe = true
  if (server.isMuted(client)) server.tell(client, TEXTS.muted)
  else server.send(client, heard(server.dialect, say))
}
