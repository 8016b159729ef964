import type { TopicTexts } from '../../topic-texts.ts'

/** The network of the machine: its cards, addresses and routes, and what its firewall lets through. */
export const cards = {
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
} satisfies TopicTexts
