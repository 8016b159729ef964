/** A configuration of the older servers: 25 lines, every section, the password in plain text. */
export const SAMPLE = `{
  "server": {
    "host": "0.0.0.0",
    "port": 3000,
    "max_connections": 40
  },
  "admin": {
    "password": "let-me-in",
    "password_enabled": true
  },
  "security": {
    "enable_message_filter": true,
    "max_message_length": 800,
    "heartbeat_interval": 30,
    "heartbeat_timeout": 60
  },
  "logging": {
    "level": "INFO",
    "file": "chat.log",
    "max_bytes": 1048576,
    "backup_count": 3
  },
  "data": { "banned_ips_file": "banned_ips.json", "muted_ips_file": "lists/muted_ips.json" }
}
`

/** The sample with one part replaced; fails when the part is not there, so that no test checks nothing. */
export function sampleWith(part: string, replacement: string): string {
  if (!SAMPLE.includes(part)) throw new Error(`the sample has no ${part}`)
  return SAMPLE.replace(part, replacement)
}
