import type { packets as en } from '../../en/explain/packets.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const packets: TranslatedTopics<typeof en> = {
  'bad-packet': {
    title: '客户端发送的不是聊天数据包',
    means: '收到的内容无法理解，因此丢弃了该数据包，或关闭了这个客户端的连接。其他人不受影响。',
    why: ['连接的是其他程序：浏览器、端口扫描、监控', '客户端程序有缺陷', '两个程序同时写入一个连接'],
    do: [
      '查看是哪些地址、有多频繁',
      '$ chatctl logs --event protocol/not-json --event protocol/bad-frame --event protocol/bad-packet --stats',
      '查看它发送了什么：每个数据包一行，或在日志里',
      '$ sudo chatctl capture --for 1m --ip {{ip}}',
      '$ chatctl loglevel DEBUG --for 10m',
      '禁止其进入',
      '$ chatctl ban {{ip}}',
    ],
  },
  flood: {
    title: '客户端发送过多',
    means:
      '它在连续发送 security.message_burst 条之后，仍超过每秒 security.max_messages_per_second 条，服务器因此放慢读取。它说的话不会丢失，其他人也不用等。持续超过 security.max_flood_seconds 秒的会收到提示并被断开。',
    why: ['脚本或机器人不停发送', '客户端程序陷入循环', '攻击'],
    do: [
      '查看是谁、有多频繁',
      '$ chatctl logs --event chat/flood-slowed --event chat/flood-cut --stats',
      '禁止其进入',
      '$ chatctl ban {{ip}}',
      '或放宽自己的机器人：修改 config.json 中的 security.exempt_addresses，然后',
      '$ chatctl reload',
    ],
  },
  'slow-reader': {
    title: '客户端不接收发给它的数据',
    means: '等待发给该客户端的数据超过 server.max_queue_bytes，因此将其断开。其他人不会等它。',
    why: ['网络缓慢或已断开', '客户端程序卡死或从不读取', '慢速线路上的大文件下载'],
    do: [
      '查看谁积压了多少',
      '$ chatctl users',
      '$ chatctl doctor chat/slow-readers',
      '在 config.json 中提高上限，然后',
      '$ chatctl reload',
    ],
  },
  'unfinished-packets': {
    title: '数据包没有发完',
    means:
      '客户端开始发送一个数据包却没有及时发完，或所有未完成的数据包占用的内存超过 server.max_pending_bytes，因此将其断开。',
    why: ['上传途中网络中断', '不是聊天客户端的程序', '企图耗尽内存的攻击'],
    do: [
      '查看是哪个地址',
      '$ chatctl logs --event memory/pending-frames --event protocol/frame-timeout -n 20',
      '禁止其进入',
      '$ chatctl ban {{ip}}',
    ],
  },
}
