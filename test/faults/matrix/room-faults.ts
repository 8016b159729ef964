import { chmodSync, writeFileSync } from 'node:fs'
import type { FaultCase, Scene } from './fault-case.ts'

const admin = { admin: { password_enabled: true, password: 'correct-horse-9' } }

/** Edits a list, and waits until the server has refused it. */
export async function writeList({ daemon, path }: Scene, name: string, text: string): Promise<void> {
  writeFileSync(path(name), text)
  await daemon?.logged(new RegExp(name.replace('.', '\\.')))
}

/** Lists, settings and passwords of the room. */
export const ROOM_FAULTS: readonly FaultCase[] = [
  {
    fault: 'a broken ban list',
    running: true,
    inject: (scene) => writeList(scene, 'banned_ips.json', '["10.0.0.1", 10.0.0.2, "nonsense"'),
    finds: ['chat/ban-list-broken'],
    evidence: /banned_ips\.json/,
    cure: 'fix',
  },
  {
    fault: 'a mute list that is an object',
    running: true,
    inject: (scene) => writeList(scene, 'muted_ips.json', '{"10.0.0.1": true}'),
    finds: ['chat/mute-list-broken'],
    evidence: /muted_ips\.json/,
    cure: 'fix',
  },
  {
    fault: 'a full room',
    settings: { server: { max_connections: 1 } },
    running: true,
    async inject({ daemon }) {
      await daemon?.join('alice')
    },
    finds: ['chat/full'],
    evidence: /max_connections/,
    cure: 'fix',
  },
  {
    fault: 'clients have less time than two heartbeats take',
    settings: { security: { heartbeat_interval: 60, heartbeat_timeout: 50 } },
    running: true,
    inject() {},
    finds: ['chat/heartbeat-settings'],
    evidence: /heartbeat_timeout/,
    cure: 'fix',
  },
  {
    fault: 'everybody is muted',
    running: true,
    async inject({ daemon }) {
      await daemon?.operate('gmute')
    },
    finds: ['chat/global-mute'],
    evidence: /ungmute/,
    cure: 'commands',
  },
  {
    fault: 'a ban that hits this machine',
    running: true,
    async inject({ daemon }) {
      await daemon?.operate('ban', '127.0.0.0/8')
    },
    finds: ['security/ban-hits-this-host'],
    evidence: /127\.0\.0\.0\/8/,
    cure: 'commands',
  },
  {
    fault: 'a password in plain text',
    settings: admin,
    running: true,
    inject: ({ config }) => chmodSync(config, 0o600),
    finds: ['security/plain-password'],
    evidence: /doctor security\/plain-password --fix/,
    cure: 'fix',
  },
  {
    fault: 'a password that every user of the machine can read',
    settings: { admin: { password_enabled: true, password: '54server' } },
    running: true,
    inject({ config, folder }) {
      chmodSync(folder, 0o755)
      chmodSync(config, 0o644)
    },
    finds: ['security/published-password', 'security/config-readable'],
    evidence: /chatctl passwd/,
    cure: 'person',
  },
]
