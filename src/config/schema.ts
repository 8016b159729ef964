import { dirname } from 'node:path'
import * as z from 'zod/mini'
import {
  address,
  anyNumber,
  atLeastOne,
  count,
  flag,
  list,
  oneOf,
  oneOfAnyCase,
  path,
  port,
  positive,
  text,
  word,
} from './expectations.ts'

/** The words that are masked when the configuration names no others (protocol clause 5.3). */
const FILTER_WORDS = ['fuck', 'shit', '傻逼', '操你妈', '去死', '垃圾']
const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const
const MIB = 1024 * 1024

const tls = z.object({
  port,
  cert: path,
  key: path,
  host: z.optional(word),
})

const server = z.object({
  host: z._default(word, '0.0.0.0'),
  port: z._default(port, 3000),
  max_connections: z._default(atLeastOne, 50),
  compatibility: z._default(oneOf(['v9', 'v6']), 'v9'),
  max_queue_bytes: z._default(atLeastOne, 8 * MIB),
  max_pending_bytes: z._default(atLeastOne, 256 * MIB),
  control_socket: z.optional(path),
  tls: z.optional(tls),
})

const admin = z.object({
  password_enabled: z._default(flag, true),
  password: z.optional(text),
  password_hash: z.optional(text),
})

const security = z.object({
  enable_message_filter: z._default(flag, true),
  max_message_length: z._default(atLeastOne, 1000),
  heartbeat_interval: z._default(anyNumber, 30),
  heartbeat_timeout: z._default(positive, 90),
  file_expire_hours: z._default(positive, 24),
  filter_words: z._default(list(word), FILTER_WORDS),
  max_connections_per_ip: z.optional(count),
  max_attempts_per_minute: z.optional(count),
  max_messages_per_second: z._default(count, 20),
  message_burst: z._default(atLeastOne, 100),
  max_flood_seconds: z._default(count, 60),
  reserved_names: z._default(list(word), []),
  exempt_addresses: z._default(list(address), ['127.0.0.1', '::1']),
})

const files = z.object({
  max_file_bytes: z._default(count, 10 * MIB),
  max_bytes_per_ip: z._default(count, 200 * MIB),
  max_total_bytes: z._default(count, 1024 * MIB),
  min_free_bytes: z._default(count, 100 * MIB),
})

const logging = z.object({
  level: z._default(oneOfAnyCase(LEVELS), 'INFO'),
  file: z._default(path, 'server.log'),
  max_bytes: z._default(count, 10 * MIB),
  backup_count: z._default(count, 5),
  format: z._default(oneOf(['json', 'text']), 'json'),
  private_texts: z._default(flag, true),
})

const data = z.object({
  banned_ips_file: z._default(path, 'banned_ips.json'),
  muted_ips_file: z._default(path, 'muted_ips.json'),
  directory: z.optional(path),
})

/** config.json as people write it: every section and key may be missing, unknown ones are left out. */
export const fileSchema = z.object({
  server: z.prefault(server, {}),
  admin: z.prefault(admin, {}),
  security: z.prefault(security, {}),
  files: z.prefault(files, {}),
  logging: z.prefault(logging, {}),
  data: z.prefault(data, {}),
})

/**
 * From a parsed config.json (protocol clause 12) to the settings in force. Paths stay as written; see `resolvePaths`.
 * The v6 server knew no limits per address, so `compatibility: "v6"` switches them off unless they are configured.
 */
export const configSchema = z.pipe(
  fileSchema,
  z.transform((file: z.output<typeof fileSchema>) => {
    const old = file.server.compatibility === 'v6'
    return {
      ...file,
      security: {
        ...file.security,
        max_connections_per_ip: file.security.max_connections_per_ip ?? (old ? 0 : 5),
        max_attempts_per_minute: file.security.max_attempts_per_minute ?? (old ? 0 : 10),
      },
      data: { ...file.data, directory: file.data.directory ?? dirname(file.data.banned_ips_file) },
    }
  }),
)

/** The settings in force: sizes in bytes, heartbeats in seconds, expiry in hours, paths absolute once loaded. */
export type Config = z.output<typeof configSchema>
