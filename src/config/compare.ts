import { isDeepStrictEqual } from 'node:util'
import type { Config } from './schema.ts'
import { keysAt } from './schema-path.ts'

const LIVE_SECTIONS = ['security', 'admin', 'files'] as const
const LIVE_KEYS = [
  'server.max_connections',
  'server.max_queue_bytes',
  'server.max_pending_bytes',
  'logging.level',
  'logging.private_texts',
  'logging.max_bytes',
  'logging.backup_count',
  'data.banned_ips_file',
  'data.muted_ips_file',
]

/** The keys whose new values take effect in a running server; every other one needs a restart. */
export const RELOADABLE: ReadonlySet<string> = new Set([
  ...LIVE_SECTIONS.flatMap((section) => keysAt([section]).map((key) => `${section}.${key}`)),
  ...LIVE_KEYS,
])

/** True for a key, as {@link changedKeys} names it, that a running server cannot change. */
export function needsRestart(key: string): boolean {
  return !RELOADABLE.has(key)
}

/** The keys in which two configurations differ, such as `security.heartbeat_timeout`; `server.tls` as a whole. */
export function changedKeys(a: Config, b: Config): string[] {
  return keysAt([]).flatMap((section) => {
    const before: Record<string, unknown> = a[section as keyof Config]
    const after: Record<string, unknown> = b[section as keyof Config]
    return keysAt([section])
      .filter((key) => !isDeepStrictEqual(before[key], after[key]))
      .map((key) => `${section}.${key}`)
  })
}
