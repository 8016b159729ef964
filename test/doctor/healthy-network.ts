import type { Hop } from '../../src/client/hop.ts'
import type { FactValues } from '../../src/facts/facts.ts'
import type { ListenerFacts } from '../../src/facts/shapes/network.ts'
import type { ProcessFacts } from '../../src/facts/shapes/process.ts'
import { status, user } from '../cli/sample-room.ts'

/** The process of a healthy server, except for what is given. */
export function serverProcess(given: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    pid: 4711,
    kind: 'chatctl',
    isMeant: true,
    command: '/usr/bin/node /usr/bin/chatctl serve --config /opt/chatserver/config.json',
    user: 'chatserver',
    uid: 999,
    startedAt: '2026-11-20T08:00:00.000Z',
    uptimeSeconds: 446_400,
    cpuPercent: 3,
    rssBytes: 90_000_000,
    openFiles: 40,
    openFilesLimit: 65_536,
    state: 'S',
    waitsIn: 'ep_poll',
    cwd: '/opt/chatserver',
    unit: 'chatserver.service',
    configPath: '/opt/chatserver/config.json',
    ...given,
  }
}

/** The healthy server's listening socket, except for what is given. */
export function listener(given: Partial<ListenerFacts> = {}): ListenerFacts {
  return {
    port: 3000,
    use: 'chat',
    address: '0.0.0.0',
    family: 4,
    uid: 999,
    user: 'chatserver',
    pid: 4711,
    command: '/usr/bin/node /usr/bin/chatctl serve --config /opt/chatserver/config.json',
    unit: 'chatserver.service',
    since: '2026-11-20T08:00:00.000Z',
    kind: 'chatctl',
    isMeant: true,
    waiting: 0,
    limit: 4096,
    ...given,
  }
}

/** An address at which one can chat, except for what is given. */
export function hop(given: Partial<Hop> = {}): Hop {
  return {
    host: '127.0.0.1',
    port: 3000,
    tls: false,
    outcome: 'ok',
    step: null,
    marked: true,
    rules: 'v9',
    connectMs: 0.4,
    welcomeMs: 2.1,
    echoMs: 1.3,
    detail: '',
    ...given,
  }
}

/** The running server and its network, where nothing is wrong: two users, one on the TLS port. */
export function healthyNetwork(settings: FactValues['config']['settings']) {
  return {
    journal: [
      {
        time: '2026-11-20T08:00:01.000Z',
        priority: 6,
        pid: 1,
        by: 'systemd',
        message: 'Started chatserver.service - Chat server.',
      },
    ],
    processes: [serverProcess()],
    listeners: [listener()],
    sockets: {
      byState: { ESTAB: 2, 'TIME-WAIT': 1 },
      byPeer: [{ address: '10.0.0.7', count: 2 }],
      unaccepted: 0,
      unread: [],
      halfClosed: [],
      unknownToServer: [],
      overflows: { sinceBoot: 0, now: 0 },
    },
    network: {
      addresses: ['127.0.0.1', '::1', '192.0.2.10', '2001:db8::10'],
      listen: [{ use: 'chat' as const, host: '0.0.0.0', port: 3000, addresses: ['0.0.0.0'], error: null }],
      nonlocalBind: false,
      certificate: null,
      cards: [
        {
          name: 'eth0',
          kind: 'card' as const,
          isWireless: false,
          isOn: true,
          hasLink: true,
          state: 'up',
          addresses: [{ address: '192.0.2.10', prefix: 24, isLease: false }],
          keeper: 'networkd' as const,
          gateway: '192.0.2.1',
        },
      ],
      routes: { defaultBy: ['eth0'], networks: ['192.0.2.0/24'] },
    },
    firewall: {
      ports: [
        {
          tool: 'nftables' as const,
          port: 3000,
          verdict: 'open' as const,
          rule: 'tcp dport 3000 accept',
          at: 'inet filter input',
          hasRules: true,
        },
      ],
      denied: [],
    },
    canary: { hops: [hop(), hop({ host: '192.0.2.10' })] },
    live: {
      state: 'running' as const,
      socket: '/run/chatctl/5f2c1a9b.sock',
      sockets: [],
      pid: 4711,
      needs: null,
      answerMs: 4,
      status: status({ listening: [{ host: '0.0.0.0', port: 3000, tls: false }] }),
      users: [user(), user({ id: 2, port: 50_124, name: 'bob' })],
      settings,
      differs: [],
      samples: [],
    },
  }
}
