import { existsSync } from 'node:fs'
import type { DiagnosticId } from '../config/diagnostic.ts'
import type { LoadedConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import type { LogEventId } from '../logging/events.ts'
import type { Log } from '../logging/log.ts'
import { render } from '../messages/index.ts'
import { openSanctions, type Sanctions } from '../sanctions/open-sanctions.ts'
import type { ConsoleLockEvent } from './console-lock.ts'

/** Opens the ban and mute lists of a configuration and logs what was found, in the originals' words. */
export async function openLists({ data }: Config, log: Log): Promise<Sanctions> {
  const sanctions = await openSanctions({
    bannedFile: data.banned_ips_file,
    mutedFile: data.muted_ips_file,
    directory: data.directory,
    now: Date.now,
    onNotice: ({ id, list, message }) => log.event(id, { list, error: render(message) }),
  })
  const found = [
    { list: 'ban', path: data.banned_ips_file, count: sanctions.bans.size },
    { list: 'mute', path: data.muted_ips_file, count: sanctions.mutes.size },
  ] as const
  for (const { list, path, count } of found) {
    log.event(existsSync(path) ? 'data/loaded' : 'data/missing', { list, path, count })
  }
  return sanctions
}

/** Logs what becomes of the lists without a command: an edit by hand that is in force now, and what is over. */
export function logListChanges({ bans, mutes }: Sanctions, log: Log): void {
  for (const list of [bans, mutes]) {
    list.onChange(({ kind, cause, removed }) => {
      if (cause === 'file') log.event('data/loaded', { list: kind, count: list.size })
      if (cause !== 'expiry') return
      for (const { address } of removed) log.event('data/sanction-expired', { list: kind, address })
    })
  }
}

/** The kinds of warnings about a configuration that have a log line of their own. */
const OWN_LINES = {
  'config/not-found': 'config/none',
  'config/plain-password': 'config/plain-password',
  'config/published-password': 'config/published-password',
  'config/old-hash': 'config/old-hash',
} as const satisfies Partial<Record<DiagnosticId, LogEventId>>

/** Logs what the start has to say about the configuration, for those who do not see the terminal. */
export function logConfigWarnings({ diagnostics, path }: LoadedConfig, log: Log): void {
  for (const { id, line, column, message } of diagnostics) {
    const event = id in OWN_LINES ? OWN_LINES[id as keyof typeof OWN_LINES] : 'config/warning'
    const place = line > 0 ? `${path}:${line}:${column}: ` : ''
    log.event(event, { path: path ?? undefined, line, column, reason: place + render(message) })
  }
}

/** Password attempts at the console, for the log. */
export function lockNotice(log: Log): (event: ConsoleLockEvent) => void {
  return (event) => {
    if (event.event === 'admin/login-failed') log.event(event.event, { count: event.failures, by: 'console' })
    else log.event(event.event, event.event === 'admin/unlocked' ? {} : { by: 'console' })
  }
}
