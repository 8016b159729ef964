import { homedir } from 'node:os'
import { join } from 'node:path'

/** Whose systemd runs the service: the machine's, or the one of the user who asks. */
export type Scope = 'system' | 'user'

/** Where everything of the service lies. */
export interface Layout {
  readonly scope: Scope
  /** Name of the unit, without `.service`. */
  readonly name: string
  /** The user that the server runs as, made for it; null: the one who asks. */
  readonly account: string | null
  /** Working folder, which holds the configuration. */
  readonly base: string
  readonly config: string
  readonly data: string
  readonly logs: string
  /** Folder of the unit files. */
  readonly units: string
  /** Where a copy of the program goes if it cannot stay where it is. */
  readonly programs: string
  /** The command for people's path. */
  readonly command: string
  /** Folder of the catalogues of `journalctl -x`. */
  readonly catalogue: string | null
  /** The file that tells logrotate of the log. */
  readonly logrotate: string | null
  readonly lock: string
}

/** The service of the machine, with the folders of the guide. */
export const SYSTEM_LAYOUT: Layout = {
  scope: 'system',
  name: 'chatserver',
  account: 'chatserver',
  base: '/opt/chatserver',
  config: '/opt/chatserver/config.json',
  data: '/opt/chatserver/data',
  logs: '/var/log/chatserver',
  units: '/etc/systemd/system',
  // Not below /opt/chatserver: that belongs to the server, and root runs this program.
  programs: '/usr/local/lib/chatctl',
  command: '/usr/local/bin/chatctl',
  catalogue: '/usr/local/lib/systemd/catalog',
  logrotate: '/etc/logrotate.d/chatserver',
  lock: '/run/chatctl-service.lock',
}

/** A service of one user, in the folders that freedesktop.org names, under this user's own systemd. */
export function userLayout(env: NodeJS.ProcessEnv): Layout {
  const home = env.HOME || homedir()
  const share = join(env.XDG_DATA_HOME || join(home, '.local/share'), 'chatserver')
  return {
    scope: 'user',
    name: 'chatserver',
    account: null,
    base: share,
    config: join(share, 'config.json'),
    data: join(share, 'data'),
    logs: join(share, 'logs'),
    units: join(env.XDG_CONFIG_HOME || join(home, '.config'), 'systemd/user'),
    programs: join(home, '.local/lib/chatctl'),
    command: join(home, '.local/bin/chatctl'),
    catalogue: null,
    logrotate: null,
    lock: join(share, '.service.lock'),
  }
}
