import type { python as en } from '../../en/explain/python.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const python: TranslatedTopics<typeof en> = {
  'python-exception': {
    title: '旧版 Python 服务器的异常',
    means: 'Python 打印了 traceback，或旧服务器记录了异常信息。最后一行说明类型和原因。',
    why: [
      '客户端发送了代码没有预料到的内容：只有该客户端被断开',
      'config.json 中的值类型不对，旧服务器用到时才发现',
    ],
    do: [
      '如果与配置有关，chatctl 会指出是哪个键、哪一行',
      '$ chatctl config check --config /opt/chatserver/config.json',
      'chatctl 遇到这类客户端不会出错。迁移方法见 docs/from-python.md',
    ],
  },
  'python-v6-syntax': {
    title: '旧版服务器 v6.0 无法在任何 Python 3 上启动',
    means: "公布的源代码会被拒绝：SyntaxError, name 'server_running' is used prior to global declaration。",
    why: ['是该版本的缺陷，与您的机器无关'],
    do: [
      '改用 chatctl，配置不变，并在 server 部分设置 "compatibility": "v6" 以使用 v6 规则',
      '$ chatctl serve --config /opt/chatserver/config.json',
    ],
  },
  'python-console-ended': {
    title: '旧版服务器的控制台失去了终端',
    means:
      '没有终端时（服务、已关闭的 SSH 会话），它的控制台以 EOFError 结束，或不停地记录同一错误直到写满磁盘。按 Ctrl+C 会以 Fatal Python error 结束。',
    why: ['由 systemd 或 nohup 启动'],
    do: ['chatctl 不需要终端，控制台可以随时打开', '$ chatctl console'],
  },
  'python-memory': {
    title: 'MemoryError：Python 得不到更多内存',
    means: '数据包或文件超出剩余内存。v6.0 对数据包没有限制：四个字节就能让它申请多达 4 GB。',
    why: ['大文件上传', '不是聊天客户端的程序发送了无意义的数据', '机器内存不足'],
    do: ['$ free -h', '$ chatctl doctor 8'],
  },
}
