import { stat } from 'node:fs/promises'
import { passwordForm } from '../../config/password-hints.ts'
import { provenance } from '../../host/live-host.ts'
import { groupName, userName } from '../accounts.ts'
import { defineCollector } from '../collector.ts'

const SHORT = 8

/** config.json and what is wrong with it (guide, problems 1.2 and 2.1). No secret leaves this function. */
export const configCollector = defineCollector({
  fact: 'config',
  timeoutMs: 2000,
  async collect(host, { loaded, settings, unitConfigPath }) {
    const start = performance.now()
    const { path, found, diagnostics, origins } = loaded
    const file = path === null ? null : await stat(path).catch(() => null)
    const { admin, ...rest } = settings
    const value = {
      path,
      found,
      bytes: file?.size ?? null,
      diagnostics,
      usable: loaded.config !== undefined,
      settings: rest,
      password: {
        ...passwordForm(admin),
        short: Boolean(admin.password && !admin.password_hash && [...admin.password].length < SHORT),
      },
      mode: file === null ? null : file.mode & 0o7777,
      owner: file === null ? null : await userName(host, file.uid),
      group: file === null ? null : await groupName(host, file.gid),
      modified: file?.mtime.toISOString() ?? null,
      origins,
      unitPath: unitConfigPath,
    }
    return { seen: true, value, from: provenance(path ?? 'config.json', start) }
  },
})
