import type { host as en } from '../../en/explain/host.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const host: TranslatedTopics<typeof en> = {
  slow: {
    title: '服务器响应缓慢（指南：问题 7）',
    means: '消息延迟或连接建立缓慢：处理器、磁盘、网络或客户端数量已到极限。',
    why: ['其他程序使机器负载过高', '客户端非常多，或有人刷屏', '磁盘缓慢或繁忙', '虚拟机的处理器太弱'],
    do: [
      '查看原因',
      '$ chatctl doctor 7',
      '$ chatctl status',
      '$ uptime',
      '用真正聊天的客户端测它能承受多少',
      '$ chatctl bench',
      '处理器用在哪里',
      '$ chatctl debug cpu',
      '限制客户端数量',
      '$ chatctl config set server.max_connections 50',
    ],
  },
  'memory-growth': {
    title: '内存持续增长（指南：问题 8）',
    means: '进程的内存不断上升而不回落，或 JavaScript 堆已满，最终进程会被杀死或中止。',
    why: ['大量数据在等待慢速客户端', '同时有很多或很大的上传', '缺陷（内存泄漏）'],
    do: [
      '查看增长情况和占用者',
      '$ chatctl doctor 8',
      '$ chatctl status',
      '查看是什么占用；用户要等待数秒，因此会先询问',
      '$ chatctl debug heap',
      '修复之前可以重启缓解（会断开用户）',
      '$ sudo systemctl restart chatserver',
      '收集报告问题所需的信息',
      '$ chatctl report > diagnostic_report.txt',
    ],
  },
  'memory-low': {
    title: '机器内存不足（ENOMEM）',
    means: '剩余的内存和交换空间很少，接下来内核会杀死某个进程。',
    why: ['其他程序', '内存太小或没有交换空间', '服务器的内存持续增长'],
    do: [
      '$ free -h',
      '$ ps aux --sort=-rss | head',
      '$ chatctl doctor host/memory-low service/memory-growth',
    ],
  },
  'open-files': {
    title: '无法再打开文件或连接（EMFILE、ENFILE）',
    means: '每个连接和文件都需要一个描述符，而进程或机器已达到上限：新的客户端无法进入。',
    why: [
      '单元的 LimitNOFILE=（默认 1024）对这么多客户端太低',
      '连接没有结束',
      '整台机器的上限（fs.file-max）',
    ],
    do: [
      '$ chatctl doctor service/open-files',
      '提高上限：在单元中设置 LimitNOFILE=65536',
      '$ sudo systemctl edit chatserver',
      '$ sudo systemctl restart chatserver',
      '整台机器的上限',
      '$ sudo sysctl fs.file-max=200000',
    ],
  },
  clock: {
    title: '时钟不准或发生跳变',
    means:
      '时钟没有由时间服务校准，或在服务器运行期间被修改。日志中的时间会与其他机器对不上，有期限的封禁也会相差同样多。',
    why: ['没有运行 NTP 服务，或连不上其服务器', '虚拟机曾被挂起'],
    do: [
      '开启时间同步；如果是容器，请在宿主机上执行',
      '$ sudo timedatectl set-ntp true',
      '一分钟后查看是否已同步',
      '$ timedatectl',
    ],
  },
  'kernel-settings': {
    title: '内核参数低于部署建议',
    means: '对繁忙的聊天服务器来说，队列、保活或文件数的设置偏小。客户端少时没有影响。',
    why: ['发行版的默认值'],
    do: ['查看是哪些，以及如何设置', '$ chatctl doctor host/kernel-settings'],
  },
  'bad-argument': {
    title: '系统拒绝了某个值（EINVAL）',
    means: '对系统的调用使用了它不接受的参数。',
    why: ['config.json 中的地址、端口或路径无效', '文件系统或内核缺少某项功能'],
    do: ['$ chatctl config check', '$ chatctl doctor'],
  },
}
