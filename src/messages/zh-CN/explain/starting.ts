import type { starting as en } from '../../en/explain/starting.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const starting: TranslatedTopics<typeof en> = {
  'service-does-not-start': {
    title: '服务无法启动（指南：问题 1）',
    means: 'systemd 尝试启动聊天服务器，但它在就绪之前就退出了。',
    why: ['端口被其他进程占用', 'config.json 有错误', '服务用户没有所需的读写权限', '程序缺少组成部分'],
    do: [
      '让 doctor 找出原因',
      '$ chatctl doctor 1',
      '或者查看服务器自己的输出',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '修复后重新启动',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'service-exits-at-once': {
    title: '服务启动后立即退出（指南：问题 2）',
    means: '程序已启动，但遇到无法继续的情况，以非 0 的退出码结束。',
    why: [
      'config.json 无法使用（退出码 2）',
      '日志目录或数据目录不存在或不可写（退出码 1）',
      '端口已被占用（退出码 1）',
    ],
    do: [
      '让 doctor 找出原因',
      '$ chatctl doctor 2',
      '服务器最后一行输出也会说明原因，方括号中是错误编号',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '$ chatctl explain THE-ID',
    ],
  },
  'general-failure': {
    title: '退出码 1：一般错误',
    means: '程序因错误而结束，仅凭退出码无法判断是哪种错误。',
    why: [
      '端口被占用，或日志目录、数据目录无法写入',
      '服务器崩溃（此时日志以一行 CRITICAL 结尾）',
      '如果是某条 chatctl 命令：执行失败，原因已写到标准错误',
    ],
    do: [
      '查看最后几行，chatctl 会把错误编号写在方括号中',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '让 doctor 全面检查',
      '$ chatctl doctor',
    ],
  },
  'start-failed': {
    title: '服务器启动失败',
    means: '启动已中止，之前打开的一切都已关闭。具体原因写在这一行里。',
    why: [
      '端口被占用（EADDRINUSE）',
      'server.host 中的地址不属于本机（EADDRNOTAVAIL）',
      '文件或目录没有读写权限（EACCES）',
    ],
    do: ['对冒号后面的原因再次使用 explain，或让 doctor 检查', '$ chatctl doctor 1'],
  },
  started: {
    title: '服务器正在运行',
    means: '这是正常的启动日志：端口已绑定，客户端可以连接。',
    why: [],
    do: ['无需处理。查看运行状况', '$ chatctl status'],
  },
}
