import { existsSync } from 'node:fs'
import type { Config } from '../config/schema.ts'
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

/** Password attempts at the console, for the log. */
export function lockNotice(log: Log): (event: ConsoleLockEvent) => void {
  return (event) => {
    if (event.event === 'admin/login-failed') log.event(event.event, { count: event.failures, by: 'console' })
    else log.event(event.event, { by: 'console' })
  }
}
