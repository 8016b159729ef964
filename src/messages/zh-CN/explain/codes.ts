import type { codes as en } from '../../en/explain/codes.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const codes: TranslatedTopics<typeof en> = {
  'other-errno': {
    title: '操作系统的错误',
    means: '系统拒绝了一个操作。这个错误与聊天服务器没有特殊关系，错误码旁边的文字说明了是什么。',
    why: ['见提示中的路径、地址或操作'],
    do: ['看看 doctor 能否找到原因', '$ chatctl doctor', '系统对该错误码的说明', '$ man errno'],
  },
  'other-signal': {
    title: '信号',
    means: '聊天服务器对这个信号没有特殊处理；进程收到未处理的信号大多会结束（退出码为 128 + 信号编号）。',
    why: ['由 kill、终端或内核发送'],
    do: ['$ journalctl -u chatserver -n 50 --no-pager', '$ man 7 signal'],
  },
  'other-exit-code': {
    title: 'chatctl 不使用的退出码',
    means: 'chatctl 的退出码只有 0、1、2、3 和 143，其他数字来自 shell、systemd 或别的程序。',
    why: [
      '大于 128：被信号结束，信号编号为超出 128 的部分',
      '200 至 245：systemd 未能准备好进程',
      '255：常见于 ssh，或以 -1 结束的程序',
    ],
    do: [
      'systemd 自己的退出码名称',
      '$ systemd-analyze exit-status',
      '$ journalctl -u chatserver -n 50 --no-pager',
    ],
  },
  'other-node-code': {
    title: 'Node.js 的错误码',
    means: 'chatctl 的运行环境报告了未预料到的错误，很可能是缺陷。',
    why: [],
    do: [
      '收集报告问题所需的信息',
      '$ chatctl report > diagnostic_report.txt',
      '全部错误码见 https://nodejs.org/api/errors.html',
    ],
  },
}
