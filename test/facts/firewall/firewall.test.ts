import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firewalldFate } from '../../../src/facts/firewall/firewalld.ts'
import { iptablesFate } from '../../../src/facts/firewall/iptables.ts'
import { netshFate } from '../../../src/facts/firewall/netsh.ts'
import { nftablesFate } from '../../../src/facts/firewall/nftables.ts'
import { pfFate } from '../../../src/facts/firewall/pf.ts'
import { ufwFate } from '../../../src/facts/firewall/ufw.ts'

/** As `iptables-save` of Debian 12 wrote it. */
const IPTABLES = `*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:chat - [0:0]
:f2b - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p tcp -j f2b
-A INPUT -p tcp -m multiport --dports 80,443,3000:3010 -m comment --comment "web and chat" -j ACCEPT
-A INPUT ! -s 10.0.0.0/8 -p tcp -j chat
-A INPUT -p tcp -m addrtype --dst-type LOCAL -m tcp --dport 5000 -j ACCEPT
-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 6000 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 7000 -m bpf --bytecode "4,48 0 0" -j ACCEPT
-A INPUT -i eth1 -p tcp -m tcp --dport 8000 -j ACCEPT
-A chat -p tcp -m tcp --dport 4000 -m limit --limit 5/sec -j LOG --log-prefix "a b"
-A chat -p tcp -m tcp --dport 4000 -j REJECT --reject-with tcp-reset
-A f2b -m set --match-set f2b-chat src -j DROP
-A f2b -j RETURN
COMMIT
`

test('iptables: ports, ranges, states, chains, sources, and what cannot be read', () => {
  const verdict = (port: number, cards = ['eth0']) => iptablesFate(IPTABLES, port, cards).verdict
  assert.equal(verdict(3005), 'open')
  assert.equal(verdict(443), 'open')
  assert.equal(verdict(3011), 'closed')
  assert.equal(verdict(4000), 'closed')
  assert.equal(verdict(5000), 'open')
  assert.equal(verdict(6000), 'some')
  assert.equal(verdict(7000), 'unknown')
  assert.equal(verdict(8000), 'closed')
  assert.equal(verdict(8000, ['eth1']), 'open')
  assert.equal(verdict(8000, ['eth0', 'eth1']), 'some')
  assert.deepEqual(iptablesFate(IPTABLES, 3011, ['eth0']).rule, '-P INPUT DROP')
  assert.match(
    iptablesFate(
      IPTABLES.replace(':INPUT DROP', ':INPUT ACCEPT').replace('--dports 80', '--dports 8'),
      80,
      [],
    ).rule ?? '',
    /^-P INPUT ACCEPT$/,
  )
  assert.equal(iptablesFate('', 3000, []).verdict, 'open')
  assert.equal(
    iptablesFate('-A\n:\n*filter\n:INPUT DROP\n-A INPUT -j\n-A nowhere -j X', 3000, []).verdict,
    'closed',
  )
})

test('iptables: chains that jump in circles end', () => {
  const circle = '*filter\n:INPUT DROP [0:0]\n:a - [0:0]\n-A INPUT -j a\n-A a -j a\nCOMMIT\n'
  assert.equal(iptablesFate(circle, 3000, []).verdict, 'closed')
})

const nft = (...items: object[]) => JSON.stringify({ nftables: [{ metainfo: {} }, ...items] })
const chain = (name: string, base: object = {}) => ({
  chain: { family: 'inet', table: 'filter', name, ...base },
})
const INPUT = { type: 'filter', hook: 'input', prio: 0, policy: 'drop' }
const rule = (of: string, ...expr: object[]) => ({
  rule: { family: 'inet', table: 'filter', chain: of, expr },
})
const match = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } })
const DPORT = { payload: { protocol: 'tcp', field: 'dport' } }
const SADDR = { payload: { protocol: 'ip', field: 'saddr' } }

test('nftables: sets, ranges, verdict maps, jumps, sources, and the strictest of several chains', () => {
  const set = {
    set: {
      family: 'inet',
      table: 'filter',
      name: 'ports',
      elem: [22, { range: [8000, 8100] }, { elem: { val: 9000 } }],
    },
  }
  const rules = nft(
    set,
    chain('input', INPUT),
    chain('other'),
    rule('input', match({ ct: { key: 'state' } }, ['established', 'related'], 'in'), { accept: null }),
    rule('input', match({ meta: { key: 'iifname' } }, 'lo'), { accept: null }),
    rule('input', match(DPORT, '@ports'), { accept: null }),
    rule(
      'input',
      match(DPORT, { set: [80, 443, { range: [3000, 3010] }] }),
      match(SADDR, { prefix: { addr: '10.0.0.0', len: 8 } }),
      { accept: null },
    ),
    rule('input', {
      vmap: {
        key: DPORT,
        data: {
          set: [
            [25, { drop: null }],
            [26, { accept: null }],
            [27, { jump: { target: 'other' } }],
          ],
        },
      },
    }),
    rule('input', match(DPORT, 4000), { counter: { packets: 0 } }, { jump: { target: 'other' } }),
    rule('input', match({ socket: { key: 'mark' } }, 1), match(DPORT, 5000), { accept: null }),
    rule('other', match(DPORT, 27), { return: null }),
    rule('other', { limit: { rate: 5 } }, { accept: null }),
  )
  const verdict = (port: number) => nftablesFate(rules, port, ['eth0']).verdict
  for (const [port, expected] of [
    [22, 'open'],
    [8050, 'open'],
    [9000, 'open'],
    [3000, 'some'],
    [25, 'closed'],
    [26, 'open'],
    [27, 'closed'],
    [4000, 'open'],
    [5000, 'unknown'],
    [6000, 'closed'],
  ] as const) {
    assert.equal(verdict(port), expected, String(port))
  }
  assert.deepEqual(nftablesFate(rules, 6000, []), {
    verdict: 'closed',
    rule: 'chain inet filter input: policy drop',
    at: 'inet filter input',
  })
  const early = nft(
    chain('pre', { ...INPUT, hook: 'prerouting', prio: -300, policy: 'accept' }),
    rule('pre', match(DPORT, 3000), { drop: null }),
    chain('input', { ...INPUT, policy: 'accept' }),
  )
  assert.deepEqual(nftablesFate(early, 3000, []), {
    verdict: 'closed',
    rule: 'tcp dport 3000 drop',
    at: 'inet filter pre',
  })
  assert.equal(nftablesFate(early, 3001, []).verdict, 'open')
})

test('nftables: what iptables has written is left to iptables', () => {
  const table = { family: 'ip', table: 'filter' }
  const rules = nft(
    { chain: { ...table, name: 'INPUT', ...INPUT } },
    {
      rule: {
        ...table,
        chain: 'INPUT',
        expr: [{ xt: { type: 'match', name: 'multiport' } }, { accept: null }],
      },
    },
  )
  assert.equal(nftablesFate(rules, 3000, []).verdict, 'open')
})

/** As ufw 0.36 wrote it. */
const UFW = `Status: active
Logging: on (low)
Default: deny (incoming), allow (outgoing), disabled (routed)
New profiles: skip

To                         Action      From
--                         ------      ----
22/tcp (OpenSSH)           ALLOW IN    Anywhere                  
3000/tcp                   DENY IN     Anywhere                  
3000/tcp                   ALLOW IN    Anywhere                  
4000/tcp                   ALLOW IN    10.0.0.0/8                
5000:5010/tcp              ALLOW IN    Anywhere                  
6000/tcp                   LIMIT IN    Anywhere                  
7000 on eth0               ALLOW IN    Anywhere                  
80,443/tcp                 ALLOW IN    Anywhere                  
53/udp                     ALLOW IN    Anywhere                  
3001/tcp (v6)              ALLOW IN    Anywhere (v6)             
`

test('ufw: the first rule that meets counts, then the default', () => {
  for (const [port, expected] of [
    [22, 'open'],
    [3000, 'closed'],
    [4000, 'some'],
    [5005, 'open'],
    [6000, 'open'],
    [7000, 'some'],
    [443, 'open'],
    [53, 'closed'],
    [3001, 'closed'],
  ] as const) {
    assert.equal(ufwFate(UFW, port)?.verdict, expected, String(port))
  }
  assert.equal(ufwFate(UFW, 3000)?.rule, '3000/tcp  DENY IN  Anywhere')
  assert.equal(ufwFate('Status: inactive\n', 3000), null)
  assert.equal(ufwFate(UFW.replace('deny (incoming)', 'allow (incoming)'), 9)?.verdict, 'open')
})

/** As firewalld 1.3 wrote it, some zones left out. */
const FIREWALLD = `internal (active)
  target: default
  interfaces: eth0
  services: dhcpv6-client mdns samba-client ssh
  ports: 4000-4010/tcp 53/udp
  rich rules: 
	rule family="ipv4" source address="10.0.0.0/8" port port="3000" protocol="tcp" accept
	rule family="ipv4" port port="4005" protocol="tcp" drop

public
  target: default
  services: ssh
  ports: 3000/tcp
  rich rules: 

trusted
  target: ACCEPT
  ports: 
`

test('firewalld: the zones in use, their ports, targets and rich rules', () => {
  const verdict = (listing: string, port: number) => firewalldFate(listing, port, 'public').verdict
  assert.equal(verdict(FIREWALLD, 4001), 'open')
  assert.equal(verdict(FIREWALLD, 4005), 'closed')
  assert.equal(verdict(FIREWALLD, 3000), 'some')
  assert.equal(verdict(FIREWALLD, 53), 'closed')
  const idle = FIREWALLD.replace(' (active)', '')
  assert.equal(verdict(idle, 3000), 'open')
  assert.deepEqual(firewalldFate(idle, 3001, 'public'), {
    verdict: 'closed',
    rule: 'zone public: target: default',
    zone: 'public',
  })
  const two = FIREWALLD.replace('trusted', 'trusted (active)')
  assert.equal(verdict(two, 9999), 'some')
  assert.equal(verdict('', 3000), 'unknown')
})

const PROFILE =
  'Public Profile Settings:\r\n----\r\nState                                 ON\r\nFirewall Policy                       BlockInbound,AllowOutbound\r\n'
const windowsRule = (name: string, port: string, action: string, more = '') =>
  `Rule Name:                            ${name}\r\n----\r\nEnabled:                              Yes\r\nDirection:                            In\r\nProfiles:                             Domain,Private,Public\r\nRemoteIP:                             Any\r\nProtocol:                             TCP\r\nLocalPort:                            ${port}\r\nAction:                               ${action}\r\n${more}`

test('netsh: rules that allow, those that block first, profiles that are off; in Chinese too', () => {
  const rules = [
    windowsRule('chat', '3000-3010', 'Allow'),
    windowsRule('no', '3005', 'Block'),
    windowsRule('web', '80,443', 'Allow'),
  ].join('\r\n\r\n')
  assert.equal(netshFate(rules, PROFILE, 3000)?.verdict, 'open')
  assert.deepEqual(netshFate(rules, PROFILE, 3005), { verdict: 'closed', rule: 'no' })
  assert.equal(netshFate(rules, PROFILE, 443)?.verdict, 'open')
  assert.deepEqual(netshFate(rules, PROFILE, 9), { verdict: 'closed', rule: 'BlockInbound,AllowOutbound' })
  assert.equal(netshFate(rules.replace('Any', '10.0.0.0/8'), PROFILE, 3000)?.verdict, 'some')
  assert.equal(netshFate(rules.replace('Yes', 'No'), PROFILE, 3000)?.verdict, 'closed')
  assert.equal(netshFate(rules, PROFILE.replace(/ON\r/, 'OFF\r'), 3000), null)
  const chinese =
    '规则名称:                             聊天\r\n已启用:                               是\r\n方向:                                 入\r\n远程 IP:                              任何\r\n协议:                                 TCP\r\n本地端口:                             3000\r\n操作:                                 允许\r\n'
  const profile =
    '公用配置文件 设置:\r\n状态                                  启用\r\n防火墙策略                            BlockInbound,AllowOutbound\r\n'
  assert.equal(netshFate(chinese, profile, 3000)?.verdict, 'open')
  assert.equal(netshFate(chinese.replace('允许', '阻止'), profile, 3000)?.verdict, 'closed')
})

test('pf: the last rule that meets counts, unless one is quick', () => {
  const info = 'Status: Enabled for 0 days 00:10:00           Debug: Urgent\n'
  const rules =
    'scrub-anchor "com.apple/*" all fragment reassemble\nblock drop in all\npass out all flags S/SA keep state\npass in proto tcp from any to any port = 3000 flags S/SA keep state\npass in proto tcp from 10.0.0.0/8 to any port = 4000\nblock drop in quick proto tcp from any to any port 5000:5010\npass in proto tcp from any to any port = 5005\npass in proto udp from any to any port = 53\n'
  for (const [port, expected] of [
    [3000, 'open'],
    [4000, 'some'],
    [5005, 'closed'],
    [53, 'closed'],
    [9, 'closed'],
  ] as const) {
    assert.equal(pfFate(rules, info, port)?.verdict, expected, String(port))
  }
  assert.equal(pfFate('', info, 3000)?.verdict, 'open')
  assert.equal(pfFate(rules, 'Status: Disabled\n', 3000), null)
})
