import type { cards as en } from '../../en/explain/cards.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const cards: TranslatedTopics<typeof en> = {
  'card-down': {
    title: '网卡已关闭或没有连通',
    means:
      '服务器在运行，也在监听，但客户端进来要经过的网卡已关闭，或网线另一端没有响应。已连接的人会突然收不到消息，心跳超时后被断开。',
    why: [
      '网线或交换机端口的问题',
      '虚拟机或容器的虚拟交换机：网卡在那里没有连接',
      '有人或脚本关闭了网卡（ip link set down）',
    ],
    do: [
      '查看网卡：显示 DOWN 或 NO-CARRIER 的就是',
      '$ ip -brief link',
      '已关闭：把它开启，用网卡名代替 eth0',
      '$ sudo ip link set eth0 up',
      'NO-CARRIER：检查网线和交换机，没有命令能解决',
      '服务器无需重启：网络恢复后它会继续工作',
      '$ chatctl doctor network',
    ],
  },
  'no-address': {
    title: '网卡没有地址',
    means: '网卡已连通，但没有其他电脑可以访问的地址。',
    why: ['DHCP 服务器没有响应，或租约已到期', '有人删除了地址，或网络配置改动出错'],
    do: [
      '查看地址',
      '$ ip -brief address',
      '重新配置网卡，用网卡名代替 eth0；systemd-networkd',
      '$ sudo networkctl reconfigure eth0',
      'NetworkManager',
      '$ sudo nmcli device connect eth0',
      '/etc/network/interfaces',
      "$ sudo sh -c 'ifdown --force eth0; ifup eth0'",
    ],
  },
  'no-default-route': {
    title: '缺少默认路由',
    means: '本机不知道该把发往其他网络的数据包送到哪里：那里的客户端收不到应答，同一网络内的仍可聊天。',
    why: [
      '手动关闭又开启过网卡：这样路由不会恢复',
      'VPN 或脚本删除了路由',
      '没有路由器的独立网络：那就没有问题',
    ],
    do: [
      '查看路由：缺少带 default 的一行',
      '$ ip route',
      '重新配置网卡，用网卡名代替 eth0；systemd-networkd',
      '$ sudo networkctl reconfigure eth0',
      'NetworkManager',
      '$ sudo nmcli device connect eth0',
      '/etc/network/interfaces',
      "$ sudo sh -c 'ifdown --force eth0; ifup eth0'",
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
}
