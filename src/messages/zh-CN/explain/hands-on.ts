import type { handsOn as en } from '../../en/explain/hands-on.ts'
import type { TranslatedTopics } from '../../topic-texts.ts'

export const handsOn: TranslatedTopics<typeof en> = {
  'stress-test': {
    title: '压力测试：服务器能承受多少',
    means:
      'ab 使用 HTTP，对聊天服务器只能测到拒绝。chatctl bench 让许多客户端真正聊天，并统计每个客户端听到了什么、晚了多久。',
    why: [
      '服务器的规则往往先于它的能力结束测试：server.max_connections、security.max_connections_per_ip、security.max_message_length；结果会说明是哪一条',
      '不在本机的服务器只有加上 --yes-i-own-it 才会测试',
      '聊天室里的人会看到每一条消息，因此会先询问',
    ],
    do: [
      '100 个客户端，1000 条消息',
      '$ chatctl bench',
      '逐步增加，直到延迟上升',
      '$ chatctl bench --rate 500 --duration 30',
      '然后在变慢时查看是什么到了极限',
      '$ chatctl doctor 7',
    ],
  },
  recording: {
    title: '记录聊天端口上的通信',
    means:
      '指南用 tcpdump 记录，再用不认识聊天协议的 Wireshark 打开；chatctl capture 直接记录，每个数据包显示一行，不含聊天内容。',
    why: [
      '必须安装 tcpdump，而且只有 root 可以记录',
      '用 --write 时文件里全是明文；文件只有您可读',
      '加密的通信（TLS）无法读取；其他端口或接口上的通信不会被记录',
    ],
    do: [
      '缺少时这样安装',
      '$ sudo apt-get install -y tcpdump',
      '记录某个客户端一分钟',
      '$ sudo chatctl capture --for 1m --ip 10.0.0.5',
      '保存下来，以后或在别处再看',
      '$ sudo chatctl capture --write chat.pcap',
      '$ chatctl capture --read chat.pcap',
    ],
  },
  debugging: {
    title: '查看运行中的服务器：内存、处理器、打开的东西',
    means:
      '指南为了调试器或 Python 的内存剖析要停下服务器；这里在它运行时查看。堆快照会让用户等待数秒，CPU 剖析和句柄列表不会。',
    why: [
      '快照含有内存里的一切，包括密码和聊天内容：不要给任何人看',
      '磁盘空间不足、已有记录在进行、或文件已存在时会拒绝',
      '调试器（serve --inspect）能做服务器能做的一切：只在回环地址上，用完就关',
    ],
    do: [
      '打开了什么：监听、连接、文件',
      '$ chatctl debug handles',
      '处理器用在哪里，记录十秒',
      '$ chatctl debug cpu --for 10s',
      '什么占用内存；会先询问',
      '$ chatctl debug heap',
      '在测试服务器上单步调试',
      '$ chatctl serve --port 3001 --inspect',
    ],
  },
}
