import type { control as en } from '../../en/explain/control.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const control: TranslatedTopics<typeof en> = {
  'control-socket-gone': {
    title: '运行中的服务器丢失了控制套接字',
    means: '服务器仍在为客户端服务，但控制套接字文件已被删除，命令无法连接它。',
    why: ['清理 /tmp 或 /run 时被删除', '服务器运行期间数据目录被移动或替换'],
    do: [
      '只有重启才能恢复（会断开用户）',
      '$ sudo systemctl restart chatserver',
      '在 config.json 中用 server.control_socket 把它放到不会被清理的位置',
    ],
  },
  'control-socket-stale': {
    title: '残留的控制套接字',
    means: '文件还在，但没有程序监听：创建它的服务器没有清理就结束了。',
    why: ['进程被杀死（SIGKILL、内存耗尽）或断电'],
    do: [
      '下次启动会替换它',
      '$ sudo systemctl start chatserver',
      '查看上次结束的原因',
      '$ chatctl doctor service',
    ],
  },
  'control-socket-refused': {
    title: '无法在该位置创建控制套接字',
    means: '控制套接字的路径过长，或其目录属于他人、不可写，因此服务器不启动。',
    why: ['数据目录过长：套接字路径最多约 100 字节', '该目录允许其他用户写入，他人可借此冒充服务器'],
    do: [
      '在 config.json 中把 server.control_socket 设为服务用户自己目录下的短路径',
      '$ chatctl config check',
    ],
  },
  'control-denied': {
    title: '当前用户无权与服务器通信',
    means: '只有运行服务器的用户和 root 可以打开控制套接字。服务器本身正常。',
    why: ['您登录的用户与服务用户不同'],
    do: ['以服务用户的身份执行同一命令', '$ sudo -u chatserver chatctl status'],
  },
  'control-protocol': {
    title: '命令与服务器无法互相理解',
    means: '控制套接字有回应，但不是所要求的内容。',
    why: [
      '正在运行的服务器与您输入的 chatctl 版本不同：升级后没有重启',
      '您自己的程序发送的内容与 docs/control-socket.md 不符',
      '订阅者（控制台、监控）过多',
    ],
    do: [
      '比较版本',
      '$ chatctl --version',
      '$ chatctl status',
      '如果不同，请重启服务器',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'control-interrupted': {
    title: '服务器没有完成该命令',
    means: '控制连接中断，或命令在服务器内部失败，详情见服务器日志。',
    why: ['服务器恰好在此时结束', '服务器的缺陷：日志中会有一行 control/failed'],
    do: ['它还在运行吗？', '$ chatctl status', '查看日志', '$ chatctl logs --event control/failed -n 5'],
  },
  'canary-came': {
    title: '有一次聊天测试进入',
    means:
      '本机的 chatctl 领取令牌后派出两个客户端，互相说一句话，看能否听到。用户察觉不到它们，它们也不占用名额。',
    why: [],
    do: ['亲自测试', '$ chatctl ping'],
  },
  'control-ready': {
    title: '控制套接字已打开',
    means: '正常的启动日志：此后 chatctl status 等命令即可连接服务器。',
    why: [],
    do: ['$ chatctl status'],
  },
}
