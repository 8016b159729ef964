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
  'report-withheld': {
    title: '报告中含有机密，已被拦下',
    means:
      '报告在写出之前，会以多种写法搜索 chatctl 所知的本机全部机密。这次找到了一个，因此没有写出任何内容。提示会说明位置和写法，但绝不会显示机密本身。',
    why: ['机密出现在脱敏规则不认识的位置或形式中', '密码是普通的词或名字，在别处也会出现'],
    do: ['生成不含日志内容的报告', '$ chatctl report --redact strict', '如果密码是普通的词，请换一个'],
  },
  'report-not-written': {
    title: '报告无法写入',
    means: '磁盘或目录无法容纳报告，已写入的只是其中一部分。',
    why: ['磁盘已满', '目录不存在或属于其他用户'],
    do: ['$ df -h', '换一个位置写入', '$ chatctl report --out /tmp/report.txt'],
  },
  'bundle-damaged': {
    title: '诊断包已损坏，或不是诊断包',
    means: '该文件不是完整的 chatctl report --bundle 压缩包，或其中的文件被改动过（校验和不符）。',
    why: ['发送时被截断', '这是别的压缩包', '有人修改了其中的文件'],
    do: ['请重新生成并发送', '$ chatctl report --bundle report.tar.gz'],
  },
  'internal-error': {
    title: '意外错误',
    means: '以未预料到的方式失败，很可能是 chatctl 的缺陷。',
    why: [],
    do: ['收集报告问题所需的信息', '$ chatctl report > diagnostic_report.txt'],
  },
}
