import type { connecting as en } from '../../en/explain/connecting.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const connecting: TranslatedTopics<typeof en> = {
  'clients-cannot-connect': {
    title: '客户端无法连接（指南：问题 4）',
    means: '客户端显示连接被拒绝、超时，或连上后立即被断开。具体是哪一种，决定了原因所在。',
    why: [
      '被拒绝：没有程序监听，或只监听本机',
      '超时：防火墙丢弃数据包、地址错误，或服务器卡死',
      '立即断开并给出提示：被封禁、已满，或连接过多',
    ],
    do: [
      '在服务器上',
      '$ chatctl doctor 4',
      '在客户端机器上',
      '$ chatctl ping {{ip}} {{port}}',
      '它的通信到达服务器了吗？',
      '$ sudo chatctl capture --for 1m --ip {{ip}}',
    ],
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
      '查看是哪一方中断、之前发生了什么',
      '$ sudo chatctl capture --for 5m',
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
  'no-chat-there': {
    title: '有程序应答，但不像聊天服务器',
    means: '连接已被接受，但之后没有任何数据，或收到的不是聊天数据包，或没有任何说明就被关闭。',
    why: [
      '该端口上是其他程序，或者是服务器的 TLS 端口',
      '服务器卡死',
      'Python 服务器 v9.1 在已满或地址被封禁时，会不作说明直接关闭',
    ],
    do: [
      '在客户端机器上',
      '$ chatctl ping {{ip}} {{port}}',
      '在服务器上',
      '$ chatctl ports {{port}}',
      '$ chatctl status',
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
      '$ sudo systemctl restart chatserver',
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
