import type { service as en } from '../../en/explain/service.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const service: TranslatedTopics<typeof en> = {
  'not-running': {
    title: '聊天服务器没有运行',
    means: '这份配置对应的服务器没有响应，客户端无法使用。',
    why: ['从未启动，或已被停止', '启动失败', '已崩溃或被杀死'],
    do: [
      '查看退出的原因',
      '$ chatctl doctor service',
      '启动',
      '$ sudo systemctl start chatserver',
      '没有安装为服务时，在当前终端运行',
      '$ chatctl serve',
    ],
  },
  'not-installed': {
    title: '没有这个服务',
    means: 'systemd 中没有这个名称的单元，因此既不能启动服务器，也不能在崩溃后自动恢复。',
    why: ['本机从未安装该服务', '单元使用了别的名称'],
    do: [
      '按其他名称查找',
      "$ systemctl list-units --all --type=service '*chat*'",
      '安装服务；先用 --dry-run 可查看会做什么',
      '$ sudo chatctl service install',
      '安装之前可以在终端中运行服务器',
      '$ chatctl serve',
    ],
  },
  'unit-broken': {
    title: 'systemd 无法使用该单元文件',
    means: '单元文件有错误，systemd 拒绝加载它，或忽略其中一部分。',
    why: ['修改时写错了', '修改后 systemd 还没有重新读取'],
    do: [
      '让 systemd 指出错误，修正后重新读取',
      '$ systemd-analyze verify chatserver.service',
      '$ sudo systemctl edit --full chatserver',
      '$ sudo systemctl daemon-reload',
    ],
  },
  masked: {
    title: '服务已被屏蔽（masked）',
    means: '该单元被链接到 /dev/null，解除之前无法启动。',
    why: ['有人用 `systemctl mask` 禁止它启动'],
    do: ['$ sudo systemctl unmask chatserver', '$ sudo systemctl start chatserver'],
  },
  'user-missing': {
    title: '服务用户不存在',
    means: 'systemd 无法切换到单元中指定的用户或组（状态 216/GROUP 或 217/USER）。',
    why: ['本机没有创建该用户', 'User= 或 Group= 写错了'],
    do: [
      '创建指南中使用的用户',
      '$ sudo useradd --system --home-dir /opt/chatserver --shell /usr/sbin/nologin chatserver',
      '或修正单元中的 User=',
      '$ sudo systemctl edit --full chatserver',
    ],
  },
  'program-missing': {
    title: '单元中的程序无法执行',
    means: 'ExecStart 指定的文件不存在或没有执行权限（状态 203/EXEC；在 shell 中为退出码 126 或 127）。',
    why: [
      'Node.js 或 chatctl 被移动，或升级后路径变了',
      '该路径只有登录 shell 才认识，例如 nvm 的路径',
      '服务用户没有执行权限',
    ],
    do: [
      '对比单元要运行的程序和实际存在的程序',
      '$ systemctl show chatserver -p ExecStart',
      '$ command -v node chatctl',
      '在 ExecStart 中写完整路径',
      '$ sudo systemctl edit --full chatserver',
    ],
  },
  'folder-not-usable': {
    title: 'systemd 无法进入单元指定的目录',
    means:
      '单元中的某个目录（WorkingDirectory=、StateDirectory=、LogsDirectory=、RuntimeDirectory=）不存在，或服务用户无权进入。',
    why: ['目录被删除或改名', '目录属于其他用户'],
    do: [
      '$ systemctl show chatserver -p WorkingDirectory -p User',
      '$ sudo mkdir -p /opt/chatserver',
      '$ sudo chown chatserver:chatserver /opt/chatserver',
    ],
  },
  'sandbox-refused': {
    title: 'systemd 无法建立单元要求的沙箱',
    means: '单元要求的某项保护（命名空间、能力、系统调用过滤、凭据、资源限制）在本机无法实现。',
    why: ['本机是不允许这样做的容器', 'ReadWritePaths= 或 BindPaths= 中的路径不存在'],
    do: [
      '日志中会写明是哪一项设置',
      '$ journalctl -u chatserver -n 20 --no-pager',
      '从单元中去掉这一项，或创建缺少的路径',
      '$ sudo systemctl edit --full chatserver',
    ],
  },
  'modules-missing': {
    title: '程序缺少模块',
    means: '程序能启动，但缺少所需的文件或软件包。指南：问题 1 原因 4。',
    why: [
      '安装没有完成，或文件被删除',
      '安装时使用的 Node.js 或 Python 与运行时不同',
      '旧版 Python 服务器：chat_protocol.py 不在 Server.py 旁边',
    ],
    do: [
      '在 chatctl 的目录中重新安装',
      '$ npm ci',
      '$ npm run build',
      '旧版 Python 服务器',
      '$ ls -la /opt/chatserver/chat_protocol.py',
    ],
  },
  'node-unsupported': {
    title: '当前的 Node.js 版本不受支持',
    means: 'chatctl 需要 Node.js 22.22.2+、24.15.0+ 或 26+。',
    why: ['发行版自带的版本较旧', '服务使用的 Node.js 与您的 shell 不同'],
    do: ['$ node --version', '查看服务使用的是哪一个', '$ systemctl show chatserver -p ExecStart'],
  },
  'not-enabled': {
    title: '服务不会自动启动',
    means: '单元可以运行，但没有设为开机启动：重启机器后没有人启动它。',
    why: ['只是手动启动，没有启用'],
    do: ['$ sudo systemctl enable chatserver'],
  },
  'restart-loop': {
    title: '服务反复启动又退出',
    means:
      'systemd 重启它的次数过多，已经放弃（start-limit-hit），或仍在重试。真正的原因是第一次失败的原因。',
    why: ['config.json 无法使用', '端口被占用', '目录不存在或不可写'],
    do: [
      '找出原因并修复',
      '$ chatctl doctor service',
      '然后清除计数并启动',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'service-timeout': {
    title: '服务没有在规定时间内启动或停止',
    means: 'systemd 等待的时间超过 TimeoutStartSec= 或 TimeoutStopSec=，于是结束了它。',
    why: [
      '使用了 Type=notify 但没有 NotifyAccess=all，就绪通知到不了 systemd',
      '机器负载过高，或磁盘没有响应',
      '进程卡死',
    ],
    do: [
      '查看进行到哪一步',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '$ systemctl show chatserver -p Type -p NotifyAccess -p TimeoutStartUSec',
    ],
  },
  'unit-not-prepared': {
    title: 'systemd 缺少该单元所需的条件',
    means: '进程根本没有启动（结果为 resources、protocol，或单元的条件不满足）。',
    why: [
      '单元指定的文件不存在（EnvironmentFile=、PIDFile=）',
      '机器没有剩余的内存或进程数',
      '单元的 Condition…= 或 ExecCondition= 不满足',
    ],
    do: ['$ systemctl status chatserver --no-pager', '$ journalctl -u chatserver -b -n 50 --no-pager'],
  },
  watchdog: {
    title: '看门狗结束了服务器',
    means:
      '单元设置了 WatchdogSec=，而服务器在这段时间内没有发出存活信号：systemd 认为它已卡死，将其结束，并按 Restart= 重新启动。',
    why: [
      '进程被暂停（SIGSTOP、Ctrl+Z、调试器）或在等待无响应的磁盘',
      '机器休眠过，或负载高到什么都无法运行',
      '单元没有 NotifyAccess=all，存活信号到不了 systemd',
    ],
    do: [
      '查看之前发生了什么',
      '$ journalctl -u chatserver -n 50 --no-pager',
      '$ chatctl doctor host',
      '$ systemctl show chatserver -p WatchdogUSec -p NotifyAccess',
    ],
  },
  'process-stopped': {
    title: '服务器进程被暂停',
    means: '进程存在但没有运行（状态 T）：客户端能连上，却得不到任何回应。',
    why: ['有人按了 Ctrl+Z 或发送了 SIGSTOP', '被调试器暂停'],
    do: ['让它继续运行', '$ sudo kill -CONT $(systemctl show chatserver -p MainPID --value)'],
  },
  'process-stuck': {
    title: '服务器进程在等待没有响应的磁盘',
    means: '进程处于不可中断的睡眠（状态 D）：设备响应之前，连 SIGKILL 也无法结束它。',
    why: ['网络文件系统已断开', '磁盘损坏'],
    do: ['检查设备', '$ dmesg | tail -20', '$ df -h', '$ chatctl doctor storage'],
  },
  hung: {
    title: '服务器在运行，但没有响应',
    means: '进程存在，控制套接字也能连接，但没有及时得到回答。',
    why: [
      '过于繁忙：本机的处理器、磁盘或内存已到极限',
      '进程被暂停，或在等待损坏的磁盘',
      '程序缺陷导致死循环',
    ],
    do: [
      '查看进程在做什么',
      '$ chatctl doctor service host',
      '如果一直如此，请重启（会断开用户）',
      '$ sudo systemctl restart chatserver',
    ],
  },
  stalled: {
    title: '服务器停顿了一段时间',
    means: '整个进程停顿了这么久，现在已恢复。没有客户端因此被断开：停顿的时间不计入静默时间。',
    why: ['机器休眠，或虚拟机被挂起', '进程被暂停', '内存在与交换区之间换入换出'],
    do: ['如果再次出现', '$ chatctl doctor host'],
  },
  'several-servers': {
    title: '本机运行着多个聊天服务器',
    means: '同一台机器上的两个服务器必须各有自己的端口和数据目录；使用同一目录时，后启动的会被拒绝。',
    why: ['除服务之外又手动启动了一个', '旧的进程没有结束'],
    do: [
      '查看全部',
      '$ chatctl ports',
      '停止多余的那个，或指明是哪一个',
      '$ chatctl shutdown --config /opt/chatserver/config.json',
    ],
  },
  'old-python-server': {
    title: '旧版 Python 服务器正在运行',
    means: '存在运行 Server.py 的进程。它可能占用端口，并会改写同一份封禁和禁言名单。',
    why: ['改用 chatctl 时没有停止并禁用它', '它在关闭时卡住了，这是它的已知缺陷'],
    do: [
      '查看',
      '$ chatctl ports {{port}}',
      '停止它（会断开用户）',
      '$ chatctl ports --free-up {{port}}',
      '两者的区别见 docs/from-python.md',
    ],
  },
}
