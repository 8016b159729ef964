import type { typing as en } from '../../en/explain/typing.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const typing: TranslatedTopics<typeof en> = {
  'confirmation-needed': {
    title: '该命令需要确认',
    means: '要执行的操作会影响多个用户、本机或您自己的会话，因此需要确认后才执行。没有做任何更改。',
    why: ['无法询问：命令在脚本或管道中运行', '询问时回答了“否”'],
    do: ['确定要执行，请在同一命令后加上 --yes'],
  },
  'target-not-clear': {
    title: '无法确定命令针对谁',
    means: '该昵称不在线、来自多个地址，或因服务器没有运行而无法查到。没有做任何更改。',
    why: ['昵称写错', 'v6 规则下多个用户使用同一昵称', '服务器没有运行'],
    do: ['查看昵称及其地址', '$ chatctl users', '用地址代替昵称'],
  },
  'value-not-understood': {
    title: '无法识别命令行中的值',
    means:
      '地址的写法如 192.168.1.9、10.0.0.0/8 或 2001:db8::/32，时长的写法如 90s、15m、2h、7d 或 1w。没有做任何更改。',
    why: ['输入错误'],
    do: ['$ chatctl ban --help'],
  },
  'unknown-command': {
    title: '没有这个命令或参数',
    means: 'chatctl 不认识所给的命令或参数。没有执行任何操作。',
    why: ['输入错误'],
    do: ['$ chatctl --help'],
  },
  'internal-error': {
    title: '意外错误',
    means: '以未预料到的方式失败，很可能是 chatctl 的缺陷。',
    why: [],
    do: ['收集报告问题所需的信息', '$ chatctl report > diagnostic_report.txt'],
  },
}
