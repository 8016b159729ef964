import type { ServerStatus, UserInfo } from '../../src/control/methods.ts'

/** The status of a healthy server, with these things different. */
export function statusOf(changes: Partial<ServerStatus>): ServerStatus {
  return {
    version: '1.2.3',
    pid: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    uptimeSeconds: 93_784,
    compatibility: 'v9',
    listening: [{ host: '0.0.0.0', port: 3000, tls: false }],
    config: { path: null, generation: 1, error: null },
    connections: { open: 3, named: 3, max: 50, accepted: 3, congested: 0, highest: 3 },
    messages: { in: 0, out: 0 },
    bytes: { in: 0, out: 0 },
    refused: {},
    dropped: {},
    queue: { bytes: 0, highWaterBytes: 0 },
    pendingFrameBytes: 0,
    eventLoopDelay: { p50: 0.1, p99: 1.5, max: 20 },
    rssBytes: 90 << 20,
    log: { level: 'INFO', file: null, writeErrors: 0, lastError: null, failing: false, lost: 0 },
    files: { count: 0, bytes: 0 },
    bans: 0,
    mutes: 0,
    globalMute: false,
    console: { protected: false, locked: false },
    listErrors: { ban: null, mute: null },
    ...changes,
  }
}

/** A connected client, with these things different. */
export function userOf(changes: Partial<UserInfo>): UserInfo {
  return {
    id: 1,
    ip: '203.0.113.9',
    port: 50_000,
    name: 'alice',
    connectedAt: '2026-01-01T00:00:00.000Z',
    silentFor: 0,
    muted: false,
    queuedBytes: 0,
    tls: false,
    ...changes,
  }
}
