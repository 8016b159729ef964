import type { lists as en } from '../../en/explain/lists.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const lists: TranslatedTopics<typeof en> = {
  'list-broken': {
    title: '磁盘上的封禁或禁言名单无法读取',
    means:
      '文件不是有效的地址列表。正在运行的服务器继续使用之前的名单；启动时，能识别的部分会生效。错误的修改不会使所有封禁失效。',
    why: ['手动修改后缺少逗号或引号', '磁盘满导致文件不完整', '以其他编码保存'],
    do: [
      '提示中有行号和列号',
      '$ chatctl status',
      '保留所有有效条目，损坏的文件另外保存',
      '$ chatctl doctor --fix chat/ban-list-broken chat/mute-list-broken',
    ],
  },
  'list-kept-aside': {
    title: '损坏的名单已另存',
    means: '服务器写入了新的名单，并保留了损坏的文件，以免丢失内容。其中的条目并未全部生效。',
    why: ['修改名单时发现文件无法读取'],
    do: ['对比两者，补上缺少的条目', '$ chatctl bans', '$ chatctl ban {{ip}}'],
  },
  'data-not-saved': {
    title: '名单的更改没有写入磁盘',
    means: '封禁或禁言未能写入。提示会说明它在下次启动之前有效，还是完全没有生效。',
    why: ['磁盘已满', '数据目录属于其他用户或只读', '另一个进程正在修改该名单'],
    do: ['$ chatctl doctor storage', '有空间之后', '$ chatctl save'],
  },
  'journal-repaired': {
    title: '丢弃了日志文件末尾不完整的记录',
    means: '断电或磁盘满使文件末尾留下半条记录，已将其丢弃，之前的内容全部有效。',
    why: ['写入时机器断电'],
    do: ['核对最新的条目', '$ chatctl bans', '$ chatctl mutes'],
  },
  'state-lost': {
    title: '全员禁言的状态文件无法读取',
    means: '无法得知之前是否全员禁言，因此视为没有：全员禁言已关闭。',
    why: ['文件已损坏或属于其他用户'],
    do: ['如有需要，请重新开启', '$ chatctl gmute'],
  },
  'lists-loaded': {
    title: '已加载或保存封禁和禁言名单',
    means:
      '正常的日志。首次启动时“未找到……从空列表开始”是正常的；如果本应有封禁，说明服务器查找的位置与您以为的不同。',
    why: [],
    do: ['$ chatctl bans', '查找的位置见 config.json 的 data 部分', '$ chatctl config check'],
  },
  'list-not-in-force': {
    title: '生效的名单与磁盘上的不同',
    means: '运行中的服务器与文件的封禁或禁言不一致：修改被拒绝，或没有被发现。',
    why: ['修改有错误', '文件位于网络磁盘或挂载点，变化不会通知'],
    do: ['$ chatctl status', '$ chatctl reload'],
  },
  'list-review': {
    title: '封禁和禁言名单需要审查',
    means: '指南的每月检查清单：旧条目可能误伤后来分到该地址的人。',
    why: ['没有期限的条目会一直有效'],
    do: ['$ chatctl bans', '$ chatctl mutes', '下次设置期限', '$ chatctl ban {{ip}} --for 7d'],
  },
}
