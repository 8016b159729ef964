import { diagnose } from '../config/diagnose.ts'
import { usable } from '../config/diagnostic.ts'
import { decode } from '../config/encoding.ts'
import { repairConfig } from '../config/repair.ts'
import { removeKey, setValue } from '../config/set-value.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import type { Message } from '../messages/index.ts'
import { hashPassword, isPublished, passwordForm, publishedDefault } from '../server/passwords.ts'
import type { Rules } from './original.ts'

/** What the original does without a config.json (WIRE 12), but for its password, which everybody knows. */
const DEFAULTS = {
  server: { host: '0.0.0.0', port: 3000, max_connections: 50 },
  admin: { password_enabled: true },
  security: {
    enable_message_filter: true,
    max_message_length: 1000,
    heartbeat_interval: 30,
    heartbeat_timeout: 90,
  },
  logging: { level: 'INFO', file: 'server.log', max_bytes: 10_485_760, backup_count: 5 },
  data: { banned_ips_file: 'banned_ips.json', muted_ips_file: 'muted_ips.json' },
}

export interface ConvertedConfig {
  readonly text: string
  /** What was changed in it, and what people should know of it. */
  readonly changes: readonly Message[]
}

/** Settings that get another value because their file moves. */
export type MovedPaths = Readonly<
  Partial<Record<'logging.file' | 'data.banned_ips_file' | 'data.muted_ips_file', string>>
>

/**
 * Makes the configuration of the original one of ours: the password becomes a hash, what keeps the behaviour is added, and all
 * else, unknown keys and order too, stays as it stands. What our server would refuse is repaired where its meaning is clear.
 *
 * @param bytes  null: there is no config.json
 * @throws ChatctlError `migrate/bad-config`
 */
export async function convertConfig(
  bytes: Buffer | null,
  path: string,
  rules: Rules,
  moved: MovedPaths,
): Promise<ConvertedConfig> {
  const changes: Message[] = []
  let text = bytes === null ? `${JSON.stringify(DEFAULTS, null, 2)}\n` : readable(bytes, path, changes)
  if (bytes === null) changes.push({ key: 'migrate.config.written', values: { path } })
  const set = (key: string, value: unknown) => {
    text = must(setValue(text, key.split('.'), value), path)
  }
  const { admin = {}, server = {}, logging = {} } = JSON.parse(text) as Sections
  const password = typeof admin.password === 'string' ? admin.password : ''
  const digest = typeof admin.password_hash === 'string' ? admin.password_hash : ''
  const form = passwordForm({ password_hash: digest })
  // Version 6 knows no hash, and version 9 compares the readable password beside an old digest (WIRE 12).
  if (password !== '' && (rules === 'v6' || form === 'none' || form === 'sha256')) {
    set('admin.password_hash', await hashPassword(password))
    changes.push({ key: 'migrate.config.hashed' })
    if (isPublished(password)) changes.push({ key: 'migrate.config.published' })
  } else if (form === 'sha256' || form === 'unknown') changes.push({ key: `migrate.config.${form}` })
  else if (form !== 'none' && (await publishedDefault({ password_hash: digest })) !== null)
    changes.push({ key: 'migrate.config.published' })
  text = must(removeKey(text, ['admin', 'password']), path)
  if (rules === 'v6' && server.compatibility === undefined) {
    set('server.compatibility', 'v6')
    changes.push({ key: 'migrate.config.v6' })
  }
  if (logging.format === undefined) {
    set('logging.format', 'text')
    changes.push({ key: 'migrate.config.text' })
  }
  for (const [key, value] of Object.entries(moved)) {
    set(key, value)
    changes.push({ key: 'migrate.config.moved', values: { key, path: value } })
  }
  return { text, changes }
}

type Sections = Record<string, Record<string, unknown> | undefined>

function readable(bytes: Buffer, path: string, changes: Message[]): string {
  const found = diagnose(bytes)
  if (usable(found.diagnostics)) return decode(bytes).text
  const { text, repairs } = repairConfig(bytes)
  const left = diagnose(Buffer.from(text)).diagnostics.filter(({ severity }) => severity === 'error')
  if (left.length > 0) throw new ChatctlError('migrate/bad-config', { path, count: left.length })
  const keys = [...new Set(repairs.map(({ id, key }) => key || id))].join(', ')
  changes.push({ key: 'migrate.config.repaired', values: { keys } })
  return text
}

function must(text: string | null, path: string): string {
  if (text === null) throw new ChatctlError('migrate/bad-config', { path, count: 1 })
  return text
}
