import type { ending as en } from '../../en/explain/ending.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const ending: TranslatedTopics<typeof en> = {
  killed: {
    title: '被强制杀死（SIGKILL，退出码 137）',
    means: '进程被外部立即结束，来不及通知用户或保存。137 即 128 + 9。',
    why: [
      '内存不足，被内核选中（指南：退出码 137）',
      '有人执行了 kill -9',
      'systemd：没有在 TimeoutStopSec= 内结束，或看门狗触发',
    ],
    do: [
      '是内存的原因吗？',
      '$ chatctl doctor service/killed-for-memory host/oom-kills',
      "$ journalctl -k --no-pager | grep -iE 'out of memory|oom'",
      '如果是：增加内存，或在 config.json 中调低 server.max_connections',
      '重新启动',
      '$ sudo systemctl start chatserver',
    ],
  },
  'out-of-memory-kill': {
    title: '内存耗尽，内核杀死了进程',
    means: '机器的内存或服务的内存上限已用尽，内核结束了它认为最该结束的进程。',
    why: ['本机的其他程序占用内存', '单元或容器的 MemoryMax= 过低', '服务器的内存持续增长（指南：问题 8）'],
    do: [
      '查看谁在占用',
      '$ free -h',
      '$ ps aux --sort=-rss | head',
      '给机器或单元更多内存，或调低 server.max_connections',
      '$ sudo systemctl edit chatserver',
      '留意内存增长',
      '$ chatctl doctor 8',
    ],
  },
  terminated: {
    title: '按要求结束（SIGTERM，退出码 143）',
    means: '正常结束：服务器已通知客户端、保存数据后退出。143 即 128 + 15。无需处理。',
    why: ['systemctl stop 或 restart', '机器关机', '有人执行了 kill'],
    do: [
      '如果 systemd 显示为失败，请在单元中加入 SuccessExitStatus=143',
      '$ sudo systemctl edit chatserver',
      '重新启动',
      '$ sudo systemctl start chatserver',
    ],
  },
  interrupted: {
    title: '被中断（SIGINT、Ctrl+C，退出码 130）',
    means: '有人按了 Ctrl+C。聊天服务器会通知用户、保存后以 0 退出；其他程序以 130 退出。',
    why: ['它在终端前台运行'],
    do: ['要让它脱离终端运行', '$ sudo systemctl start chatserver'],
  },
  'hang-up': {
    title: 'SIGHUP：重新读取配置',
    means:
      '聊天服务器收到 SIGHUP 会重新加载 config.json。不处理该信号的程序在终端关闭时以 129 退出，旧版 Python 服务器就是如此。',
    why: ['systemctl reload 或 kill -HUP', '终端或 SSH 会话被关闭'],
    do: ['用命令完成同样的事', '$ chatctl reload'],
  },
  'log-signal': {
    title: 'SIGUSR2：重新打开日志文件',
    means:
      '服务器关闭日志并重新打开该路径，logrotate 移走文件之后需要这样做。SIGUSR1 由 Node.js 调试器使用。',
    why: [],
    do: ['手动执行', '$ sudo kill -USR2 $(systemctl show chatserver -p MainPID --value)'],
  },
  'native-crash': {
    title: '程序在底层崩溃（SIGSEGV、SIGBUS、SIGILL、core dump）',
    means: '进程访问了不允许的内存，或处理器拒绝执行某条指令。这是 Node.js、原生模块或机器本身的问题。',
    why: [
      '服务器运行期间升级了 Node.js，或原生模块是为另一个版本构建的',
      '内存映射文件所在的磁盘已满（SIGBUS）',
      '内存条故障，或处理器过旧（SIGILL）',
    ],
    do: [
      '为当前的 Node.js 重新安装依赖',
      '$ npm ci',
      '如果再次出现，查看系统保留的信息',
      '$ coredumpctl info',
    ],
  },
  aborted: {
    title: '程序自行中止（SIGABRT，退出码 134）',
    means: 'Node.js 放弃运行，最常见的原因是 JavaScript 堆已满，此时日志中有 heap out of memory。',
    why: [
      '达到 Node.js 的堆内存上限',
      '看门狗没有得到回应，由 systemd 发送',
      '旧版 Python 服务器：控制台等待输入时按了 Ctrl+C',
    ],
    do: [
      '查看之前的输出',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '检查内存是否持续增长',
      '$ chatctl doctor 8',
    ],
  },
  'ended-by-signal': {
    title: '服务被信号结束',
    means: '进程收到了它没有处理的信号，信号的编号或名称能说明更多。',
    why: ['手动 kill', '内存耗尽（9，KILL）', '崩溃（11，SEGV 或 6，ABRT）'],
    do: ['查看是哪个信号', '$ systemctl status chatserver --no-pager', '$ chatctl explain SIGKILL'],
  },
  'broken-pipe': {
    title: '读取方已离开（EPIPE、SIGPIPE，退出码 141）',
    means: '程序向管道或连接写入时，对方已经关闭。',
    why: ['输出传给了 head、grep -q 或已关闭的终端', '服务器正在发送时客户端离开'],
    do: ['如果只是个别客户端或您自己关闭的管道，无需处理'],
  },
  crashed: {
    title: '服务器崩溃',
    means: '一个未预料到的错误结束了服务器。堆栈记录在日志和数据目录的 last-crash.json 中，客户端已断开。',
    why: ['服务器的缺陷', '系统操作以未预料到的方式失败'],
    do: [
      '如果 systemd 没有自动恢复，请启动它',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
      '收集报告问题所需的信息',
      '$ chatctl report > diagnostic_report.txt',
    ],
  },
  'shutting-down': {
    title: '服务器正在关闭',
    means: '这是有人要求的正常结束：通知客户端、保存名单、释放端口。',
    why: ['chatctl shutdown 或控制台', 'systemctl stop 或 restart', 'Ctrl+C'],
    do: ['日志中记录了是谁要求的', '$ chatctl logs --event admin/shutdown --event server/signal -n 5'],
  },
  'ended-well': {
    title: '退出码 0：按预期结束',
    means: '没有出错。注意：旧版 Python 服务器启动失败时退出码也是 0。',
    why: [],
    do: ['无需处理。要再次启动', '$ sudo systemctl start chatserver'],
  },
  'doctor-could-not-run': {
    title: '退出码 3：doctor 或监控自身无法运行',
    means:
      'chatctl doctor 或 chatctl monitor 没能完成工作，因此不说明服务器的状况。（systemd 称之为 NOTIMPLEMENTED。）',
    why: [
      '参数或文件名有误',
      '监控无法保存自己的状态，或已有另一个监控在看这台服务器',
      '本机缺少检查所需的条件',
    ],
    do: [
      '查看它写到标准错误的提示；定时任务的提示在日志中',
      '$ journalctl -u chatserver-monitor -n 20',
      '$ chatctl doctor --help',
    ],
  },
}
