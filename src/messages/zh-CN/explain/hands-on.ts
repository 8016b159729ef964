import type { handsOn as en } from '../../en/explain/hands-on.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const handsOn: TranslatedTopics<typeof en> = {
  'stress-test': {
    title: '压力测试：服务器能承受多少',
    means:
      'ab 使用 HTTP，对聊天服务器只能测到拒绝。chatctl bench 让许多客户端真正聊天，并统计每个客户端听到了什么、晚了多久。',
    why: [
      '服务器的规则往往先于它的能力结束测试：server.max_connections、security.max_connections_per_ip、security.max_message_length；结果会说明是哪一条',
      '不在本机的服务器只有加上 --yes-i-own-it 才会测试',
      '聊天室里的人会看到每一条消息，因此会先询问',
    ],
    do: [
      '100 个客户端，1000 条消息',
      '$ chatctl bench',
      '逐步增加，直到延迟上升',
      '$ chatctl bench --rate 500 --duration 30',
      '然后在变慢时查看是什么到了极限',
      '$ chatctl doctor 7',
    ],
  },
}
