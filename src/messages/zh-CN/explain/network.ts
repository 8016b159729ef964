import type { network as en } from '../../en/explain/network.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const network: TranslatedTopics<typeof en> = {
  'port-in-use': {
    title: '端口已被占用（EADDRINUSE）',
    means: '已有其他进程监听端口 {{port}}，服务器无法使用它，因此没有启动。指南：问题 1 原因 1。',
    why: ['聊天服务器的另一个实例仍在运行', '旧版 Python 服务器仍在运行', '其他程序使用了该端口'],
    do: [
      '查看是谁占用、从何时开始',
      '$ chatctl ports {{port}}',
      '安全地停止它（会先询问，先 TERM 后 KILL）',
      '$ chatctl ports --free-up {{port}}',
      '或在 config.json 中换一个 server.port',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'port-privileged': {
    title: '该端口需要特权',
    means: '1024 以下的端口只允许 root 或具有 CAP_NET_BIND_SERVICE 的进程使用。',
    why: ['config.json 中的 server.port 小于 1024'],
    do: [
      '改用 1024 或更大的端口，例如 3000',
      '$ chatctl serve --check-config',
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
      '在 config.json 中把 server.host 设为 0.0.0.0，表示所有地址',
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
    do: ['在 config.json 的 server 部分设置 "host": "0.0.0.0"，然后', '$ sudo systemctl restart chatserver'],
  },
  'ipv6-only': {
    title: '服务器只监听 IPv6',
    means: '使用 IPv4 地址的客户端会被拒绝。',
    why: ['server.host 为 :: 且系统不兼容 IPv4（net.ipv6.bindv6only = 1）', 'server.host 是 IPv6 地址'],
    do: [
      '在 config.json 中把 server.host 设为 0.0.0.0，或执行',
      '$ sudo sysctl net.ipv6.bindv6only=0',
      '然后',
      '$ sudo systemctl restart chatserver',
    ],
  },
  firewall: {
    title: '防火墙阻止了客户端（指南：问题 4 原因 1）',
    means: '服务器在监听，但外部的数据包到不了该端口，或被防火墙拒绝。',
    why: [
      '本机的 ufw、firewalld、nftables 或 iptables 没有放行该端口',
      '云服务商的防火墙（安全组）没有放行',
      '客户端一侧的防火墙',
    ],
    do: [
      'Ubuntu、Debian',
      '$ sudo ufw status',
      '$ sudo ufw allow {{port}}/tcp',
      'CentOS、RHEL、Fedora',
      '$ sudo firewall-cmd --permanent --add-port={{port}}/tcp',
      '$ sudo firewall-cmd --reload',
      'Windows',
      '$ netsh advfirewall firewall add rule name=chatserver dir=in action=allow protocol=TCP localport={{port}}',
      '然后在客户端机器上测试',
      '$ chatctl ping {{ip}} {{port}}',
    ],
  },
  'clients-cannot-connect': {
    title: '客户端无法连接（指南：问题 4）',
    means: '客户端显示连接被拒绝、超时，或连上后立即被断开。具体是哪一种，决定了原因所在。',
    why: [
      '被拒绝：没有程序监听，或只监听本机',
      '超时：防火墙丢弃数据包、地址错误，或服务器卡死',
      '立即断开并给出提示：被封禁、已满，或连接过多',
    ],
    do: ['在服务器上', '$ chatctl doctor 4', '在客户端机器上', '$ chatctl ping {{ip}} {{port}}'],
  },
  'connection-refused': {
    title: '连接被拒绝（ECONNREFUSED）',
    means: '对方机器回答说该端口没有程序监听。网络是通的，问题在服务器或端口。',
    why: ['服务器没有运行', '端口或地址不对', '只监听 127.0.0.1', '防火墙拒绝连接'],
    do: [
      '在服务器上',
      '$ chatctl doctor 4',
      '$ chatctl ports {{port}}',
      '在客户端机器上',
      '$ chatctl ping {{ip}} {{port}}',
      '如果没有运行，请启动',
      '$ sudo systemctl start chatserver',
    ],
  },
  'connection-timeout': {
    title: '在规定时间内没有应答（ETIMEDOUT）',
    means: '对方既没有接受也没有拒绝：数据包在途中丢失，或机器、服务器卡死。',
    why: ['防火墙丢弃数据包', '地址错误或机器已关机', '服务器卡死或负载过高'],
    do: [
      '在服务器上',
      '$ chatctl doctor 4',
      '$ chatctl doctor network/firewall-closed',
      '在客户端机器上',
      '$ chatctl ping {{ip}} {{port}}',
    ],
  },
  'connection-lost': {
    title: '连接中断（ECONNRESET、EPIPE）',
    means: '对方或中间设备没有正常关闭就断开了连接。对服务器来说只是一个客户端离开，其他人不受影响。',
    why: ['客户端程序被结束，或其机器断网', '路由器或 NAT 丢弃了空闲的连接', '服务器重启（从客户端看）'],
    do: [
      '如果只是偶尔一个客户端，无需处理。如果同时很多',
      '$ chatctl doctor 5',
      '$ chatctl logs --event chat/connection-reset --stats',
    ],
  },
  unreachable: {
    title: '网络或主机不可达（ENETUNREACH、EHOSTUNREACH）',
    means: '从本机没有通往该地址的路由。',
    why: ['没有网络、没有默认路由，或 VPN 已断开', '本机只有 IPv4，而对方是 IPv6 地址', '防火墙这样回应'],
    do: ['$ ip route', '$ chatctl ping {{ip}} {{port}}'],
  },
  'name-not-resolved': {
    title: '无法解析主机名（ENOTFOUND、EAI_AGAIN）',
    means: '该名称没有对应的地址，或域名服务器没有应答。',
    why: ['名称写错了', '本机的 DNS 不能用'],
    do: [
      '用地址代替名称试试',
      '$ chatctl ping {{ip}} {{port}}',
      '$ getent hosts NAME',
      '$ cat /etc/resolv.conf',
    ],
  },
  'backlog-full': {
    title: '连接在服务器接受之前排队',
    means: '监听端口的队列已满或曾经满过：新的客户端需要等待，或超时。',
    why: ['很多客户端同时连接，例如重启之后', 'net.core.somaxconn 或 SYN 队列过小', '服务器繁忙或卡死'],
    do: [
      '$ ss -ltn',
      '按部署建议加大队列',
      '$ sudo sysctl net.core.somaxconn=1024 net.ipv4.tcp_max_syn_backlog=2048',
    ],
  },
  'zombie-connections': {
    title: '内核中有服务器不知道的连接',
    means: '有些连接处于打开或等待关闭状态，但服务器中没有对应的客户端（指南：问题 6 方案 2，僵尸连接）。',
    why: ['服务器卡死，不再读取', '客户端消失而没有关闭连接', '旧服务器不关闭已结束的连接'],
    do: [
      '对比两边的数量',
      '$ chatctl ports {{port}}',
      '如果超过心跳时限仍未消失，请重启（会断开用户）',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'canary-silent': {
    title: '测试客户端能进入，但消息没有传回',
    means: '能够连接，但聊天室没有转发消息。',
    why: [
      '全员禁言，或测试客户端的地址被禁言',
      '服务器在读取和发送之间卡住',
      '测试客户端被拒绝：被封禁、已满，或同一地址连接过多',
    ],
    do: ['$ chatctl doctor chat', '$ chatctl status'],
  },
}
