import { dirname } from 'node:path'
import * as z from 'zod'
import {
  address,
  anyNumber,
  flag,
  list,
  oneOf,
  oneOfAnyCase,
  path,
  positive,
  text,
  whole,
  word,
} from './expectations.ts'

/** The words that are masked when the configuration names no others (protocol clause 5.3). */
const FILTER_WORDS = ['fuck', 'shit', '傻逼', '操你妈', '去死', '垃圾']
const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const
const MIB = 1024 * 1024

const tls = z.object({
  port: whole(0, 65535),
  cert: path(),
  key: path(),
  host: word().optional(),
})

const server = z.object({
  host: word().default('0.0.0.0'),
  port: whole(0, 65535).default(3000),
  max_connections: whole(1).default(50),
  compatibility: oneOf(['v9', 'v6']).default('v9'),
  max_queue_bytes: whole(1).default(8 * MIB),
  max_pending_bytes: whole(1).default(256 * MIB),
  control_socket: path().optional(),
  tls: tls.optional(),
})

const admin = z.object({
  password_enabled: flag().default(true),
  password: text().optional(),
  password_hash: text().optional(),
})

const security = z.object({
  enable_message_filter: flag().default(true),
  max_message_length: whole(1).default(1000),
  heartbeat_interval: anyNumber().default(30),
  heartbeat_timeout: positive().default(90),
  file_expire_hours: positive().default(24),
  filter_words: list(word()).default(FILTER_WORDS),
  max_connections_per_ip: whole(0).optional(),
  max_attempts_per_minute: whole(0).optional(),
  exempt_addresses: list(address()).default(['127.0.0.1', '::1']),
})

const files = z.object({
  max_file_bytes: whole(0).default(10 * MIB),
  max_bytes_per_ip: whole(0).default(200 * MIB),
  max_total_bytes: whole(0).default(1024 * MIB),
  min_free_bytes: whole(0).default(100 * MIB),
})

const logging = z.object({
  level: oneOfAnyCase(LEVELS).default('INFO'),
  file: path().default('server.log'),
  max_bytes: whole(0).default(10 * MIB),
  backup_count: whole(0).default(5),
  format: oneOf(['json', 'text']).default('json'),
  private_texts: flag().default(true),
})

const data = z.object({
  banned_ips_file: path().default('banned_ips.json'),
  muted_ips_file: path().default('muted_ips.json'),
  directory: path().optional(),
})

/** config.json as people write it: every section and key may be missing, unknown ones are left out. */
export const fileSchema = z.object({
  server: server.prefault({}),
  admin: admin.prefault({}),
  security: security.prefault({}),
  files: files.prefault({}),
  logging: logging.prefault({}),
  data: data.prefault({}),
})

/**
 * From a parsed config.json (protocol clause 12) to the settings in force. Paths stay as written; see `resolvePaths`.
 * The v6 server knew no limits per address, so `compatibility: "v6"` switches them off unless they are configured.
 */
export const configSchema = fileSchema.transform((file) => {
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
})

/** The settings in force: sizes in bytes, heartbeats in seconds, expiry in hours, paths absolute once loaded. */
export type Config = z.output<typeof configSchema>
