import { type Check, defineCheck } from '../check.ts'
import { brokenList, notInForce } from './chat/lists.ts'
import { bannedAsking, heartbeatTimeouts, refusals } from './chat/recent.ts'
import {
  fullRoom,
  globalMute,
  heartbeatSettings,
  lockedConsole,
  mutedUsers,
  slowReaders,
} from './chat/room.ts'
import { unasked } from './unasked.ts'

/** The room and who may speak in it (guide, problems 3 to 6, 9 and 10). */
export const CHAT_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'chat/full',
    guide: { problem: 6, cause: '服务器已满' },
    automatic: true,
    needs: ['live', 'config'],
    clears: ['network/canary-not-admitted', 'chat/refusals'],
    judge: ({ live, config }, all) => unasked(live) ?? fullRoom(live, config, all),
  }),
  defineCheck({
    id: 'chat/ban-list-broken',
    guide: { problem: 4, cause: 'IP 被封禁' },
    automatic: true,
    needs: ['lists'],
    wants: ['live', 'processes'],
    clears: ['chat/list-not-in-force', 'maintenance/log-errors'],
    judge: ({ lists }, all) => brokenList('ban', lists, all),
  }),
  defineCheck({
    id: 'chat/mute-list-broken',
    guide: { problem: 9, cause: '检查禁言列表' },
    automatic: true,
    needs: ['lists'],
    wants: ['live', 'processes'],
    clears: ['chat/list-not-in-force', 'maintenance/log-errors'],
    judge: ({ lists }, all) => brokenList('mute', lists, all),
  }),
  defineCheck({
    id: 'chat/list-not-in-force',
    guide: { problem: 4, cause: 'IP 被封禁' },
    needs: ['live'],
    judge: ({ live }, all) => unasked(live) ?? notInForce(live, all),
  }),
  defineCheck({
    id: 'chat/global-mute',
    guide: { problem: 9, cause: '检查全员禁言状态' },
    needs: ['live'],
    clears: ['network/canary-not-heard'],
    judge: ({ live }, all) => unasked(live) ?? globalMute(live, all),
  }),
  defineCheck({
    id: 'chat/muted-users',
    guide: { problem: 9, cause: '发言失败：你已被禁言' },
    needs: ['live'],
    judge: ({ live }, all) => unasked(live) ?? mutedUsers(live, all),
  }),
  defineCheck({
    id: 'chat/banned-asking',
    guide: { problem: 4, cause: 'IP 被封禁' },
    needs: ['log', 'config'],
    wants: ['lists', 'processes'],
    judge: ({ log, config }, all) => bannedAsking(log, config, all),
  }),
  defineCheck({
    id: 'chat/console-locked',
    guide: { problem: 10, cause: '未通过密码验证' },
    needs: ['live'],
    judge: ({ live }, all) => unasked(live) ?? lockedConsole(live, all),
  }),
  defineCheck({
    id: 'chat/heartbeat-settings',
    guide: { problem: 5, cause: '增加心跳超时时间' },
    automatic: true,
    needs: ['config'],
    wants: ['live'],
    clears: ['chat/heartbeat-timeouts'],
    judge: ({ config }, all) => heartbeatSettings(config, all),
  }),
  defineCheck({
    id: 'chat/heartbeat-timeouts',
    guide: { problem: 5, cause: '网络不稳定' },
    automatic: true,
    needs: ['log', 'config'],
    wants: ['live'],
    judge: ({ log, config }, all) => heartbeatTimeouts(log, config, all),
  }),
  defineCheck({
    id: 'chat/slow-readers',
    guide: { problem: 7, cause: '消息延迟' },
    needs: ['live', 'config'],
    judge: ({ live, config }, all) => unasked(live) ?? slowReaders(live, config, all),
  }),
  defineCheck({
    id: 'chat/refusals',
    guide: { problem: 6, cause: '服务器已满' },
    needs: ['log', 'config'],
    wants: ['live'],
    judge: ({ log, config }, all) => refusals(log, config, all),
  }),
]
