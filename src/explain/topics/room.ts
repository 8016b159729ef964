import type { room as texts } from '../../messages/en/explain/room.ts'
import type { Topics } from '../topic.ts'

export const room: Topics<typeof texts> = {
  muted: {
    errors: ['client/muted'],
    checks: ['chat/muted-users'],
    events: ['chat/blocked'],
    problems: ['9'],
    texts: ['muted'],
    proof: ['chat/global-mute'],
    see: ['global-mute'],
  },
  'mute-set': { events: ['admin/mute'], console: ['muted'], messages: ['commands.mute.done'] },
  'global-mute': {
    checks: ['chat/global-mute'],
    events: ['admin/gmute'],
    texts: ['globalMuteOn'],
    console: ['globalMuteOn'],
    messages: ['commands.gmute', 'commands.status.globalMute'],
  },
  'global-mute-off': {
    events: ['admin/ungmute'],
    texts: ['globalMuteOff'],
    console: ['globalMuteOff'],
    messages: ['commands.ungmute'],
  },
  'heartbeat-timeout': {
    checks: ['chat/heartbeat-timeouts', 'chat/heartbeat-settings'],
    events: ['chat/heartbeat-timeout'],
    problems: ['5', '5.1', '5.2'],
    texts: ['heartbeatTimeout'],
    see: ['connection-lost'],
  },
  'joined-left': { events: ['chat/joined', 'chat/left', 'chat/named'], texts: ['welcome'] },
  said: { events: ['chat/text', 'chat/say'], messages: ['commands.said'] },
  'text-cut': { says: ['...[已截断]'] },
  renamed: {
    events: ['admin/rename'],
    texts: ['renamedYou', 'renamed', 'nameRefused', 'nameTaken'],
    console: ['renamed'],
  },
  'not-delivered': { texts: ['offline', 'deliveryFailed'] },
}
