import type { Layout } from './layout.ts'
import { marked } from './mark.ts'

/**
 * What logrotate does with the log: by days, for as long as the guide wants logs kept. The server renames its log by size, to
 * `server.log.1` and so on; names with a date keep the two apart, and after SIGUSR2 the server goes on in a new file.
 */
export function logrotateText({ name, account }: Layout, logFile: string): string {
  return marked(`# Written by "chatctl service install". The server itself renames its log when it grows large
# (logging.max_bytes and backup_count in config.json); this keeps the days apart and removes what is older than 30 days.
"${logFile}" {
    daily
    rotate 30
    maxage 30
    dateext
    missingok
    notifempty
    nocreate
    compress
    delaycompress
    su ${account} ${account}
    postrotate
        systemctl kill --signal=SIGUSR2 --kill-who=main ${name}.service 2>/dev/null || true
    endscript
}
`)
}
