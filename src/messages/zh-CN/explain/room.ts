import type { room as en } from '../../en/explain/room.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const room: TranslatedTopics<typeof en> = {
  muted: {
    title: '用户已被禁言（指南：问题 9）',
    means: '消息没有发出：发送者的地址在禁言名单中，或正在全员禁言。',
    why: ['管理员禁言了该地址', '已开启全员禁言（gmute）', '被禁言的网段包含该地址'],
    do: [
      '查看是哪一种',
      '$ chatctl doctor 9',
      '解除某个地址的禁言',
      '$ chatctl unmute {{ip}}',
      '解除全员禁言',
      '$ chatctl ungmute',
    ],
  },
  'mute-set': {
    title: '禁言了一个地址',
    means: '管理员把该地址加入禁言名单：可以收听但不能发言。在其尝试发言之前不会收到提示。',
    why: [],
    do: ['查看全部', '$ chatctl mutes', '撤销', '$ chatctl unmute {{ip}}'],
  },
  'global-mute': {
    title: '全员禁言',
    means: '管理员开启了全员禁言（gmute），重启后依然有效，直到解除为止。',
    why: [],
    do: ['解除', '$ chatctl ungmute', '查看是谁操作的', '$ chatctl logs --event admin/gmute -n 5'],
  },
  'global-mute-off': {
    title: '全员禁言已解除',
    means: '所有人可以重新发言，单独的禁言仍然有效。',
    why: [],
    do: ['查看还有谁被禁言', '$ chatctl mutes'],
  },
  'heartbeat-timeout': {
    title: '客户端长时间没有动静（指南：问题 5）',
    means:
      '在 security.heartbeat_timeout 秒（默认 90）内没有收到客户端的任何数据，连心跳也没有，因此连接被关闭。',
    why: [
      '客户端的网络中断而没有正常关闭（Wi-Fi、休眠、VPN）',
      '客户端程序不发送心跳',
      'heartbeat_timeout 小于客户端的心跳间隔（25 至 30 秒）',
    ],
    do: [
      '是个别客户端还是全部？',
      '$ chatctl doctor 5',
      '延长等待时间',
      '$ chatctl config set security.heartbeat_timeout 180',
      '客户端的心跳：每 25 秒发送一个 {"type": "heartbeat"}',
    ],
  },
  'joined-left': {
    title: '客户端进入、离开或取得昵称',
    means: '正常的日志。客户端收到的第一条消息是欢迎语。',
    why: [],
    do: ['查看谁在线', '$ chatctl users'],
  },
  said: {
    title: '有人发言',
    means: '这是公开消息、私聊或公告的记录。>> 后面是用户说的话，不是服务器说的。',
    why: [],
    do: [
      '不记录私聊',
      '$ chatctl config set logging.private_texts false',
      '查看某个用户的所有记录',
      '$ chatctl logs --user NAME',
    ],
  },
  'text-cut': {
    title: '消息被截断',
    means: '消息超过 security.max_message_length 个字符（默认 1000），其余部分被去掉，并在末尾标记。',
    why: ['消息太长，或粘贴了文件内容'],
    do: ['允许更长的消息', '$ chatctl config set security.max_message_length 2000'],
  },
  renamed: {
    title: '更改或分配了昵称',
    means: '昵称不能重复，最多 20 个字符，也不能使用系统名称。不可用时会分配最接近的可用昵称。',
    why: [
      '昵称已被占用，可能是同一用户的旧连接还没有结束',
      '昵称为空、是保留名称（系统等以及 security.reserved_names）或与其相似，或由不可见字符组成',
      '管理员改了名',
    ],
    do: ['查看谁在使用', '$ chatctl users', '改成别的昵称', '$ chatctl rename {{ip}} NEWNAME'],
  },
  'not-delivered': {
    title: '私聊没有送达',
    means: '没有昵称完全相同的用户在线，或连接恰好中断。消息不会保留到以后再发。',
    why: ['对方已离开或改名', '昵称写法不同：区分大小写和空格'],
    do: ['$ chatctl users'],
  },
}
