import type { door as en } from '../../en/explain/door.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const door: TranslatedTopics<typeof en> = {
  banned: {
    title: '该地址已被封禁（指南：问题 4 原因 3）',
    means: '客户端的地址在封禁名单中（单独列出，或落在某个网段内），发送这条提示后连接即被关闭。',
    why: ['管理员封禁了它', '封禁的网段比预想的大', '名单被手动修改，或沿用了旧服务器的名单'],
    do: [
      '查看该条目及其原因、操作者和期限',
      '$ chatctl bans',
      '解除',
      '$ chatctl unban {{ip}}',
      '查看哪些被封禁的地址还在尝试连接',
      '$ chatctl doctor chat/banned-asking',
    ],
  },
  'ban-hits-this-host': {
    title: '封禁名单影响到本机或您自己的会话',
    means: '某个条目包含本机回环地址、本机的地址，或您登录所用的地址。',
    why: ['封禁的网段比预想的大'],
    do: ['$ chatctl bans', '$ chatctl unban {{ip}}'],
  },
  'ban-set': {
    title: '封禁了一个地址',
    means: '管理员把该地址加入封禁名单，其连接已收到提示并被关闭。重启后依然有效。',
    why: [],
    do: ['查看全部', '$ chatctl bans', '撤销', '$ chatctl unban {{ip}}'],
  },
  'sanction-lifted': {
    title: '封禁或禁言已结束',
    means: '管理员已解除，或期限已到。除非仍被某个网段包含，该地址可以重新进入和发言。',
    why: [],
    do: ['查看剩余的条目', '$ chatctl bans', '$ chatctl mutes'],
  },
  full: {
    title: '服务器已满（指南：问题 6）',
    means: '在线客户端已达到 server.max_connections（默认 50），之后的连接会收到提示并被关闭。',
    why: ['确实有这么多用户', '用户已离开，但在心跳时限之前仍计入', '同一地址占用了很多连接'],
    do: [
      '查看谁在线、从何时开始',
      '$ chatctl users',
      '$ chatctl doctor 6',
      '提高上限',
      '$ chatctl config set server.max_connections 100',
      '断开某个地址的连接',
      '$ chatctl kick {{ip}}',
    ],
  },
  'too-many-from-address': {
    title: '同一地址的连接过多',
    means:
      '默认每个地址最多同时 5 个连接、每分钟 10 次尝试（security.max_connections_per_ip、security.max_attempts_per_minute），超出的会收到提示并被关闭。',
    why: ['客户端不停地重连', '很多用户在同一 NAT 或代理之后', '监控程序或负载均衡器在探测端口', '攻击'],
    do: [
      '查看是哪个地址、有多频繁',
      '$ chatctl doctor chat/refusals',
      '对代理或办公室豁免：需写出整个列表，包括现有的地址',
      '$ chatctl config get security.exempt_addresses',
      '$ chatctl config set security.exempt_addresses 127.0.0.1 ::1 {{ip}}',
      '或封禁它',
      '$ chatctl ban {{ip}}',
    ],
  },
  'door-trouble': {
    title: '有连接未能正常接受或拒绝',
    means: '接入时出现错误，只影响这一个连接，原因写在这一行里。',
    why: ['文件描述符已用尽（EMFILE）', '回答之前客户端已离开'],
    do: ['如果经常出现', '$ chatctl doctor service/open-files'],
  },
  kicked: {
    title: '管理员断开了连接',
    means: '客户端已收到提示并被断开。它可以立即重新连接：踢出不是封禁。',
    why: [],
    do: [
      '查看是谁操作的',
      '$ chatctl logs --event admin/kick -n 10',
      '禁止其进入',
      '$ chatctl ban {{ip}} --for 2h',
    ],
  },
}
