/** What each key of config.json does; the configuration reference is made of these. */
export const settings = {
  server: {
    host: 'Address to listen on: 0.0.0.0 for every IPv4 address, :: for IPv4 and IPv6, 127.0.0.1 for this machine only.',
    port: 'Port of the chat.',
    max_connections: 'Most clients at once; the next one is told that the server is full.',
    compatibility:
      'v9: unique names, private texts, user list, stored files. v6: every packet is handed on as it came.',
    max_queue_bytes: 'Unsent bytes that may wait for one slow reader; past that it is disconnected.',
    max_pending_bytes: 'Bytes of unfinished frames that all clients together may have.',
    control_socket: 'Where the commands reach the server; by default in the runtime folder.',
    tls: 'A second, encrypted port: { "port", "cert", "key", "host" }, the files in PEM form.',
  },
  admin: {
    password_enabled: 'Whether the console asks for the password.',
    password: 'Console password in plain text, from old configurations; better use password_hash.',
    password_hash: 'Hash of the console password: argon2 or bcrypt.',
  },
  security: {
    enable_message_filter:
      'Whether texts are cut to max_message_length and, under the v9 rules, filter_words are masked.',
    max_message_length: 'Longest text in characters.',
    heartbeat_interval:
      'How often clients should give a sign of life, in seconds; the server does not use it.',
    heartbeat_timeout: 'A client that is silent for longer is disconnected; seconds.',
    file_expire_hours: 'How long an uploaded file can be fetched.',
    filter_words: 'Words that are replaced by asterisks, wherever they stand in a text.',
    max_connections_per_ip:
      'Most open connections of one address, 0 for no limit. Without this key 5, under the v6 rules 0.',
    max_attempts_per_minute:
      'Most connections of one address within a minute, 0 for no limit. Without this key 10, under the v6 rules 0.',
    max_messages_per_second:
      'What one connection may send in the long run, heartbeats and uploads included; a faster one is read more slowly. 0 for no limit.',
    message_burst: 'So many messages may come at once before that applies.',
    max_flood_seconds:
      'Whoever keeps sending too fast for so long without a pause is told and disconnected; 0 for never.',
    reserved_names:
      'Names that nobody may bear, nor one that looks like them, such as ["admin"]. Those of the system are reserved in any case.',
    exempt_addresses:
      'Addresses and networks to which the limits for connections and messages do not apply. Behind a proxy on this machine everybody is 127.0.0.1: take it out then.',
  },
  files: {
    max_file_bytes: 'Largest file that may be uploaded.',
    max_bytes_per_ip: 'Stored bytes of one address.',
    max_total_bytes: 'Stored bytes in all.',
    min_free_bytes: 'Uploads are refused while the disk has less room than this.',
  },
  logging: {
    level: 'The least grave level that is written: DEBUG, INFO, WARNING, ERROR or CRITICAL.',
    file: 'Path of the log.',
    max_bytes: 'Size at which the log is renamed to .1, .2 and so on; 0 for never.',
    backup_count: 'How many of those are kept; 0 for no renaming.',
    format: 'json: one object per line. text: the lines of the original servers.',
    private_texts: 'Whether the words of private texts are written to the log.',
  },
  data: {
    banned_ips_file: 'List of banned addresses, a JSON array that may be edited by hand.',
    muted_ips_file: 'List of muted addresses, likewise.',
    directory:
      'Folder for everything else: reasons and expiry of bans, uploads, state. By default the folder of banned_ips_file.',
  },
} as const
