import type { console as en } from '../../en/explain/console.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const console: TranslatedTopics<typeof en> = {
  'console-no-answer': {
    title: '管理员命令无响应（指南：问题 10）',
    means: '在控制台输入命令没有任何效果。',
    why: [
      '还没有输入密码，或控制台已锁定',
      '这是旧服务器的控制台，改名之后或输入结束时会彻底卡死',
      '服务器本身卡死',
    ],
    do: [
      '按 Ctrl+C 离开（对 chatctl console 而言服务器继续运行），改用单独的命令',
      '$ chatctl status',
      '如果它也没有响应',
      '$ chatctl doctor 10',
    ],
  },
  'console-prompt': {
    title: '控制台在等待输入',
    means: '控制台的正常输出：正在询问密码，或已可输入命令。',
    why: [],
    do: ['打开控制台', '$ chatctl console', '每条命令也可单独使用', '$ chatctl --help'],
  },
  'console-command-wrong': {
    title: '控制台不理解该命令',
    means: '命令不存在，或缺少所需的参数：没有执行任何操作。',
    why: ['输入错误', '缺少地址或名字', '该地址没有在线的连接'],
    do: ['在控制台输入 help。查看在线用户及其地址', '$ chatctl users'],
  },
  'console-command-failed': {
    title: '控制台命令执行失败',
    means: '命令已理解，但执行时失败，这一行说明了原因。',
    why: ['名单无法写入磁盘', '服务器的缺陷'],
    do: ['查看哪里不正常', '$ chatctl status', '$ chatctl doctor storage'],
  },
  'console-done': {
    title: '控制台已执行',
    means: '正常的回答：命令已执行，或这是所要求的列表。',
    why: [],
    do: [],
  },
}
