import type { TopicTexts } from '../../topic-texts.ts'

/** Clients and their connections: who does not get in, and what breaks on the way. */
export const connecting = {
  'clients-cannot-connect': {
    title: 'Clients cannot connect (guide: problem 4)',
    means:
      'A client gets "connection refused", a time-out, or is closed at once. Which one it is tells the cause.',
    why: [
      'refused: nobody listens, or only for this machine',
      'time-out: a firewall drops the packets, the address is wrong, or the server hangs',
      'closed at once with a text: banned, full, or too many connections',
    ],
    do: [
      'On the server',
      '$ chatctl doctor 4',
      'On the client machine',
      '$ chatctl ping {{ip}} {{port}}',
      'Does anything of it arrive at the server?',
      '$ sudo chatctl capture --for 1m --ip {{ip}}',
    ],
  },
  'connection-refused': {
    title: 'Connection refused (ECONNREFUSED)',
    means:
      'The machine answered that nobody listens on the port. So the network works; the server or the port is the matter.',
    why: [
      'the server is not running',
      'the port or the address is another one',
      'it listens on 127.0.0.1 only',
      'a firewall rejects the connection',
    ],
    do: [
      'On the server',
      '$ chatctl doctor 4',
      '$ chatctl ports {{port}}',
      'On the client machine',
      '$ chatctl ping {{ip}} {{port}}',
      'Start it if it is down',
      '$ sudo systemctl start chatserver',
    ],
  },
  'connection-timeout': {
    title: 'No answer within the time (ETIMEDOUT)',
    means:
      'Nobody answered, neither yes nor no: packets get lost on the way, or the machine or the server hangs.',
    why: [
      'a firewall drops the packets',
      'the address is wrong or the machine is off',
      'the server is hung or overloaded',
    ],
    do: [
      'On the server',
      '$ chatctl doctor 4',
      '$ chatctl doctor network/firewall-closed',
      'On the client machine',
      '$ chatctl ping {{ip}} {{port}}',
    ],
  },
  'connection-lost': {
    title: 'The connection was cut (ECONNRESET, EPIPE)',
    means:
      'The other side, or something between, ended the connection without saying goodbye. For the server it is one client that has gone; the others do not notice.',
    why: [
      'the program of the client was ended or its machine lost the network',
      'a router or NAT forgot the idle connection',
      'the server was restarted (seen from the client)',
    ],
    do: [
      'Nothing, if it is one client now and then. If many at once',
      '$ chatctl doctor 5',
      '$ chatctl logs --event chat/connection-reset --stats',
      'Which side breaks it, and what went before',
      '$ sudo chatctl capture --for 5m',
    ],
  },
  unreachable: {
    title: 'The network or the machine cannot be reached (ENETUNREACH, EHOSTUNREACH)',
    means: 'There is no way to that address from here.',
    why: [
      'no network, no default route, or a VPN that is down',
      'an IPv6 address on a machine with IPv4 only',
      'a firewall answers so',
    ],
    do: ['$ ip route', '$ chatctl ping {{ip}} {{port}}'],
  },
  'name-not-resolved': {
    title: 'The host name cannot be resolved (ENOTFOUND, EAI_AGAIN)',
    means: 'No address belongs to the name, or no name server answered.',
    why: ['a typing error in the name', 'DNS does not work on this machine'],
    do: [
      'Try the address instead of the name',
      '$ chatctl ping {{ip}} {{port}}',
      '$ getent hosts NAME',
      '$ cat /etc/resolv.conf',
    ],
  },
  'no-chat-there': {
    title: 'Something answers, but not as a chat server does',
    means:
      'The connection was taken, and then nothing came, or something that is no packet of the chat, or it was closed without a word.',
    why: [
      'another program listens on that port, or it is the TLS port of the server',
      'the server hangs',
      'a Python server v9.1 that is full, or on which the address is banned, closes without a word',
    ],
    do: [
      'On the client machine',
      '$ chatctl ping {{ip}} {{port}}',
      'On the server',
      '$ chatctl ports {{port}}',
      '$ chatctl status',
    ],
  },
  'backlog-full': {
    title: 'Connections queue up before the server takes them',
    means: 'The queue of the listening port is or was full: new clients wait, or time out.',
    why: [
      'many clients connect at once, such as after a restart',
      'net.core.somaxconn or the SYN backlog is small',
      'the server is busy or hung',
    ],
    do: [
      '$ ss -ltn',
      'Enlarge the queue, as the deployment advice says',
      '$ sudo sysctl net.core.somaxconn=1024 net.ipv4.tcp_max_syn_backlog=2048',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'zombie-connections': {
    title: 'The kernel has connections that the server does not know',
    means:
      'Connections are open or wait to be closed, but no client of the server belongs to them (guide: problem 6, way 2).',
    why: [
      'the server hangs and no longer reads',
      'clients vanished without closing',
      'the old server keeps closed connections open',
    ],
    do: [
      'Compare both counts',
      '$ chatctl ports {{port}}',
      'If they do not go away within the heartbeat limit, restart; users are disconnected',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'canary-silent': {
    title: 'A test client got in, but its words did not come back',
    means: 'Connecting works, and the room does not pass the words on.',
    why: [
      'everybody is muted, or the address of the test client is',
      'the server is hung between reading and sending',
      'the test client was refused: banned, full, or too many from one address',
    ],
    do: ['$ chatctl doctor chat', '$ chatctl status'],
  },
} satisfies TopicTexts
