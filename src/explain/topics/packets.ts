import type { packets as texts } from '../../messages/en/explain/packets.ts'
import type { Topics } from '../topic.ts'

export const packets: Topics<typeof texts> = {
  'bad-packet': {
    events: ['protocol/not-json', 'protocol/bad-frame', 'protocol/bad-packet'],
    says: ['处理客户端 {{ip}} 时发生异常: {{error}}'],
    python: ['struct.error'],
    proof: ['maintenance/log-errors'],
  },
  flood: {
    events: ['chat/flood-slowed', 'chat/flood-cut'],
    proof: ['maintenance/log-errors'],
    see: ['too-many-from-address'],
  },
  'slow-reader': { checks: ['chat/slow-readers'], events: ['chat/slow-reader'] },
  'unfinished-packets': {
    events: ['memory/pending-frames', 'protocol/frame-timeout'],
    proof: ['service/memory-growth', 'maintenance/log-errors'],
  },
}
