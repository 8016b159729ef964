import type { TopicTexts } from '../../topic-texts.ts'

/** The port: who holds it, who can reach it. */
export const network = {
  'port-in-use': {
    title: 'The port is already in use (EADDRINUSE)',
    means:
      'Another process listens on port {{port}} already, so the server could not take it and did not start. The guide: problem 1, cause 1.',
    why: [
      'another instance of the chat server still runs',
      'the old Python server still runs',
      'a foreign program uses the port',
    ],
    do: [
      'See who holds it, and since when',
      '$ chatctl ports {{port}}',
      'Stop it safely (asks first, TERM before KILL)',
      '$ chatctl ports --free-up {{port}}',
      'Or give the server another port',
      '$ chatctl config set server.port 3001',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'port-privileged': {
    title: 'The port needs a privilege',
    means: 'Ports below 1024 are only for root or for a process with CAP_NET_BIND_SERVICE.',
    why: ['server.port in config.json is below 1024'],
    do: [
      'Take a port of 1024 or above, such as 3000',
      '$ chatctl config check',
      'Or let systemd grant it: AmbientCapabilities=CAP_NET_BIND_SERVICE',
      '$ sudo systemctl edit chatserver',
    ],
  },
  'address-not-here': {
    title: 'This machine does not have that address (EADDRNOTAVAIL)',
    means: 'The server was told to listen on an address that none of the network interfaces has.',
    why: [
      'server.host names the public address of a machine behind NAT, or of another machine',
      'the interface is not up yet, or its address changed',
    ],
    do: [
      'See the addresses of this machine',
      '$ ip -br address',
      'Listen on all of them',
      '$ chatctl config set server.host 0.0.0.0',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'card-down': {
    title: 'A network card is off or has no link',
    means:
      'The server runs and listens, but the card through which others come is switched off, or nothing answers at the other end of its cable. Whoever is connected falls silent, and is let go after the heartbeat time-out.',
    why: [
      'the cable or the port of the switch',
      'the virtual switch of the virtual machine or container: the card is not connected there',
      'somebody or a script has switched the card off (ip link set down)',
    ],
    do: [
      'See the cards: DOWN or NO-CARRIER is the one',
      '$ ip -brief link',
      'Switched off: switch it on, with the name of the card in place of eth0',
      '$ sudo ip link set eth0 up',
      'NO-CARRIER: look at the cable and the switch; no command helps',
      'The server needs no restart: it goes on when the network is back',
      '$ chatctl doctor network',
    ],
  },
  'no-address': {
    title: 'The network card has no address',
    means: 'The card has a link, and no address at which another computer could reach it.',
    why: [
      'the DHCP server does not answer, or the lease has run out',
      'somebody has removed the address, or a change of the network configuration went wrong',
    ],
    do: [
      'See the addresses',
      '$ ip -brief address',
      'Have the card set up again, with its name in place of eth0; systemd-networkd',
      '$ sudo networkctl reconfigure eth0',
      'NetworkManager',
      '$ sudo nmcli device connect eth0',
      '/etc/network/interfaces',
      "$ sudo sh -c 'ifdown --force eth0; ifup eth0'",
    ],
  },
  'no-default-route': {
    title: 'The default route is missing',
    means:
      'This machine does not know where to send packets for other networks: clients there get no answer, while those of its own network can chat.',
    why: [
      'the card was switched off and on by hand: that does not bring the route back',
      'a VPN or a script has taken the route away',
      'a network of its own without a router: then nothing is wrong',
    ],
    do: [
      'See the routes: a line with "default" is missing',
      '$ ip route',
      'Have the card set up again, with its name in place of eth0; systemd-networkd',
      '$ sudo networkctl reconfigure eth0',
      'NetworkManager',
      '$ sudo nmcli device connect eth0',
      '/etc/network/interfaces',
      "$ sudo sh -c 'ifdown --force eth0; ifup eth0'",
    ],
  },
  'cannot-listen': {
    title: 'The server cannot listen',
    means: 'The system refused the port for a reason other than "in use"; the line names it.',
    why: [
      'a broken address in server.host',
      'a security policy (SELinux, AppArmor, the sandbox of the unit)',
    ],
    do: ['$ chatctl doctor network'],
  },
  'not-listening': {
    title: 'Nobody listens on the port',
    means: 'The server may run, but there is no listener on the port that the configuration names.',
    why: ['the server is not running', 'it runs with another port than config.json says now'],
    do: ['$ chatctl ports {{port}}', '$ chatctl status', '$ sudo systemctl restart chatserver'],
  },
  'loopback-only': {
    title: 'The server only listens for this machine (guide: problem 4, cause 2)',
    means: 'server.host is 127.0.0.1 or localhost: clients on other machines are refused.',
    why: ['the value was meant for a test', 'a reverse proxy on this machine is meant to be the way in'],
    do: [
      'Listen on every address',
      '$ chatctl config set server.host 0.0.0.0',
      '$ sudo systemctl restart chatserver',
    ],
  },
  'ipv6-only': {
    title: 'The server only listens on IPv6',
    means: 'Clients that connect by an IPv4 address are refused.',
    why: [
      'server.host is :: and the machine keeps IPv4 apart (net.ipv6.bindv6only = 1)',
      'server.host is an IPv6 address',
    ],
    do: [
      'Listen on every IPv4 address',
      '$ chatctl config set server.host 0.0.0.0',
      'or on both kinds',
      '$ sudo sysctl net.ipv6.bindv6only=0',
      'then',
      '$ sudo systemctl restart chatserver',
    ],
  },
  firewall: {
    title: 'A firewall keeps the clients out (guide: problem 4, cause 1)',
    means:
      'The server listens, but packets from outside do not reach the port, or are answered by the firewall.',
    why: [
      'ufw, firewalld, nftables or iptables of this machine has no rule for the port',
      'the firewall of the cloud provider (security group) is closed',
      'the firewall of the client',
    ],
    do: [
      'Ubuntu, Debian',
      '$ sudo ufw status',
      '$ sudo ufw allow {{port}}/tcp',
      'CentOS, RHEL, Fedora',
      '$ sudo firewall-cmd --permanent --add-port={{port}}/tcp',
      '$ sudo firewall-cmd --reload',
      'Windows',
      '$ netsh advfirewall firewall add rule name=chatserver dir=in action=allow protocol=TCP localport={{port}}',
      'Then, from a client machine',
      '$ chatctl ping {{ip}} {{port}}',
    ],
  },
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
