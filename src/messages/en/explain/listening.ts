import type { TopicTexts } from '../../topic-texts.ts'

/** The port of the server: who holds it, and for whom it is open. */
export const listening = {
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
      '$ sudo systemctl reset-failed chatserver',
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
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
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
} satisfies TopicTexts
