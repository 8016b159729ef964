import { chmodSync, chownSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import type { FaultCase } from './fault-case.ts'
import { writeList } from './room-faults.ts'

const NOBODY = 65_534

/** Two and three at once. */
export const COMBINED_FAULTS: readonly FaultCase[] = [
  {
    fault: 'a byte order mark and a comma after the last entry',
    running: true,
    inject: ({ edit }) => edit((text) => `\ufeff${text.replace(/\n\}$/, ',\n}')}`),
    finds: ['config/encoding', 'config/syntax'],
    evidence: /byte order mark/,
    cure: 'fix',
  },
  {
    fault: 'a broken config.json and a broken ban list',
    running: true,
    async inject(scene) {
      scene.edit((text) => text.replace(/\n\}$/, ',\n}'))
      await writeList(scene, 'banned_ips.json', '["10.0.0.1"')
    },
    finds: ['chat/ban-list-broken', 'config/syntax'],
    evidence: /banned_ips\.json/,
    cure: 'fix',
  },
  {
    fault: 'a stopped process and a broken config.json',
    running: true,
    inject({ daemon, edit }) {
      daemon?.child.kill('SIGSTOP')
      edit((text) => text.replace(/\n\}$/, ',\n}'))
    },
    finds: ['service/process-stopped', 'config/syntax'],
    evidence: /state is T/,
    cure: 'fix',
    release: ({ daemon }) => void daemon?.child.kill('SIGCONT'),
  },
  {
    fault: 'a full room, a broken mute list and a password in plain text',
    settings: {
      server: { max_connections: 1 },
      admin: { password_enabled: true, password: 'correct-horse-9' },
    },
    running: true,
    async inject(scene) {
      chmodSync(scene.config, 0o600)
      await scene.daemon?.join('alice')
      await writeList(scene, 'muted_ips.json', '["10.0.0.1", ]')
    },
    finds: ['chat/mute-list-broken', 'chat/full', 'security/plain-password'],
    evidence: /muted_ips\.json/,
    cure: 'fix',
  },
  {
    fault: 'a missing log folder and a config.json that belongs to somebody else',
    running: false,
    words: ['config', 'storage'],
    needs: 'root',
    inject({ folder, config, edit }, t) {
      const closed = temporaryFolder(t)
      chmodSync(closed, 0o755)
      edit((text) => text.replace('"server.log"', JSON.stringify(join(closed, 'chat', 'server.log'))))
      chownSync(folder, NOBODY, NOBODY)
      chmodSync(config, 0o600)
    },
    finds: ['config/unreadable'],
    evidence: /belongs to root:root/,
    cure: 'fix',
  },
]
