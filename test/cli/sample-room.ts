import type { ServerStatus, UserInfo } from '../../src/control/methods.ts'

/** A user with an ordinary connection, except for what is given. */
export function user(given: Partial<UserInfo> = {}): UserInfo {
  return {
    id: 1,
    ip: '10.0.0.7',
    port: 50_123,
    name: 'alice',
    connectedAt: '2026-11-23T08:00:05.000Z',
    silentFor: 12,
    muted: false,
    queuedBytes: 0,
    tls: false,
    ...given,
  }
}

/** A healthy server with two users, except for what is given. */
export function status(given: Partial<ServerStatus> = {}): ServerStatus {
  return {
    version: '1.2.3',
    pid: 4711,
    startedAt: '2026-11-21T06:00:00.000Z',
    uptimeSeconds: 187_500,
    compatibility: 'v9',
    listening: [
      { host: '0.0.0.0', port: 3000, tls: false },
      { host: '::', port: 3443, tls: true },
    ],
    config: { path: '/opt/chatserver/config.json', generation: 3, error: null },
    connections: { open: 2, named: 1, max: 50, accepted: 1240, congested: 0, highest: 23 },
    messages: { in: 1234, out: 56_789 },
    bytes: { in: 345_678, out: 9_876_543 },
    refused: { banned: 3, full: 0, rate: 2 },
    dropped: {},
    queue: { bytes: 0, highWaterBytes: 1_572_864 },
    pendingFrameBytes: 0,
    eventLoopDelay: { p50: 1.23, p99: 4.56, max: 20 },
    rssBytes: 89_443_532,
    log: {
      level: 'INFO',
      file: '/var/log/chatserver/server.log',
      writeErrors: 0,
      lastError: null,
      failing: false,
      lost: 0,
    },
    files: { count: 3, bytes: 1_258_291 },
    bans: 5,
    mutes: 2,
    globalMute: false,
    console: { protected: true, locked: false },
    listErrors: { ban: null, mute: null },
    ...given,
  }
}
