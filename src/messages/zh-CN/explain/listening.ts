import type { listening as en } from '../../en/explain/listening.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const listening: TranslatedTopics<typeof en> = {
  'port-in-use': {
    title: '端口已被占用（EADDRINUSE）',
    means: '已有其他进程监听端口 {{port}}，服务器无法使用它，因此没有启动。指南：问题 1 原因 1。',
    why: ['聊天服务器的另一个实例仍在运行', '旧版 Python 服务器仍在运行', '其他程序使用了该端口'],
    do: [
      '查看是谁占用、从何时开始',
      '$ chatctl ports {{port}}',
      '安全地停止它（会先询问，先 TERM 后 KILL）',
      '$ chatctl ports --free-up {{port}}',
      '或给服务器换一个端口',
      '$ chatctl config set server.port 3001',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'port-privileged': {
    title: '该端口需要特权',
    means: '1024 以下的端口只允许 root 或具有 CAP_NET_BIND_SERVICE 的进程使用。',
    why: ['config.json 中的 server.port 小于 1024'],
    do: [
      '改用 1024 或更大的端口，例如 3000',
      '$ chatctl config check',
      '或由 systemd 授权：AmbientCapabilities=CAP_NET_BIND_SERVICE',
      '$ sudo systemctl edit chatserver',
    ],
  },
  'address-not-here': {
    title: '本机没有这个地址（EADDRNOTAVAIL）',
    means: '要求服务器监听的地址不属于本机的任何网络接口。',
    why: ['server.host 写的是 NAT 之外的公网地址，或其他机器的地址', '网络接口尚未启动，或地址已改变'],
    do: [
      '查看本机的地址',
      '$ ip -br address',
      '监听所有地址',
      '$ chatctl config set server.host 0.0.0.0',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'cannot-listen': {
    title: '服务器无法监听端口',
    means: '系统因“被占用”以外的原因拒绝了该端口，这一行说明了原因。',
    why: ['server.host 中的地址有误', '安全策略（SELinux、AppArmor、单元的沙箱）'],
    do: ['$ chatctl doctor network'],
  },
  'not-listening': {
    title: '端口上没有程序监听',
    means: '服务器可能在运行，但配置中的端口没有监听。',
    why: ['服务器没有运行', '服务器使用的端口与 config.json 现在写的不同'],
    do: ['$ chatctl ports {{port}}', '$ chatctl status', '$ sudo systemctl restart chatserver'],
  },
  'loopback-only': {
    title: '服务器只监听本机（指南：问题 4 原因 2）',
    means: 'server.host 为 127.0.0.1 或 localhost，其他机器上的客户端会被拒绝。',
    why: ['该值是测试时留下的', '本机的反向代理才是入口'],
    do: ['监听所有地址', '$ chatctl config set server.host 0.0.0.0', '$ sudo systemctl restart chatserver'],
  },
  'ipv6-only': {
    title: '服务器只监听 IPv6',
    means: '使用 IPv4 地址的客户端会被拒绝。',
    why: ['server.host 为 :: 且系统不兼容 IPv4（net.ipv6.bindv6only = 1）', 'server.host 是 IPv6 地址'],
    do: [
      '监听所有 IPv4 地址',
      '$ chatctl config set server.host 0.0.0.0',
      '或同时监听两种地址',
      '$ sudo sysctl net.ipv6.bindv6only=0',
      '然后',
      '$ sudo systemctl restart chatserver',
    ],
  },
}
