import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type CreateOptions, createBackup } from '../../src/backup/create.ts'
import { findTarget, type Target } from '../../src/facts/target.ts'
import type { Host } from '../../src/host/host.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { type Outcome, runCommand } from '../commands/run-command.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Files of a server that does not run. */
export const FILES: Readonly<Record<string, string>> = {
  'config.json': `${JSON.stringify({
    server: { port: 39_999, control_socket: 'control.sock' },
    admin: { password: 'not-for-any-eyes' },
    data: { banned_ips_file: 'data/banned_ips.json', muted_ips_file: 'data/muted_ips.json' },
    logging: { file: 'logs/server.log' },
  })}\n`,
  'data/banned_ips.json': '["10.0.0.7"]',
  'data/muted_ips.json': '[]',
  'data/bans.journal.jsonl': '{"address":"10.0.0.7","reason":"spam"}\n',
  'data/server_temp_files/0a1b': 'an upload \u0000 of bytes',
  'logs/server.log': '2026-06-15 14:00:00 - INFO - started\n',
}

/** A server's folder that is wholly there, with what a test does to it. */
export class BackupSite {
  readonly folder: string
  readonly backups: string

  constructor(folder: string) {
    this.folder = folder
    this.backups = join(folder, 'backups')
    for (const [name, text] of Object.entries(FILES)) this.write(name, text)
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8')
  }

  write(name: string, content: string | Buffer): void {
    mkdirSync(join(this.path(name), '..'), { recursive: true })
    writeFileSync(this.path(name), content)
  }

  /** `chatctl backup …` for this server. */
  run(...words: string[]): Promise<Outcome> {
    return runCommand(this.folder, ['backup', ...words, '--config', this.path('config.json')])
  }

  target(): Promise<Target> {
    const signal = new AbortController().signal
    return findTarget(liveHost(), { config: this.path('config.json'), unit: 'no-such-unit', signal })
  }

  /** Makes a backup in this process. */
  async create(options: Partial<CreateOptions> = {}, host: Partial<Host> = {}) {
    const signal = new AbortController().signal
    const env = { ...process.env, XDG_STATE_HOME: this.path('state') }
    return await createBackup({ ...liveHost(env), ...host }, await this.target(), {
      folder: this.backups,
      uploads: true,
      reason: 'asked',
      keepMs: null,
      signal,
      ...options,
    })
  }
}

export function backupSite(t: TestContext): BackupSite {
  return new BackupSite(temporaryFolder(t))
}
