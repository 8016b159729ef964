import type { Instance } from './instance.ts'

/** Where a daemon could be, as far as the configuration tells. */
export interface Place {
  /** `server.control_socket`, absolute, if it is set */
  readonly controlSocket?: string | undefined
  /** `data.directory`, absolute */
  readonly directory: string
  /** false if no config file was found anywhere: then the runtime folders are searched as well */
  readonly configFound: boolean
  readonly env?: NodeJS.ProcessEnv
  readonly uid?: number
  readonly platform?: NodeJS.Platform
}

/** Whether and where a daemon runs. Bans and mutes may be edited in the files only in the states `down` and `stale`. */
export type Located =
  /** Somebody accepts connections on the socket. */
  | { readonly state: 'running'; readonly socket: string; readonly instance: Instance | null }
  | { readonly state: 'down' }
  /** It left its instance file behind, and its process is gone. */
  | { readonly state: 'stale'; readonly pid: number }
  /** Its process lives; the socket is gone, or (`busy`) takes no more connections. */
  | { readonly state: 'unreachable'; readonly pid: number; readonly socket: string; readonly busy: boolean }
  /** There is something that this user may not open; `needs` is its owner, as `sudo -u` takes it. */
  | { readonly state: 'denied'; readonly path: string; readonly needs: string }
  /** No config file says which, and more than one runs. */
  | { readonly state: 'several'; readonly sockets: readonly string[] }

/** Finds the daemon: the configured socket, the instance file, the usual socket of this data folder, then a search. */
export async function locateDaemon(place: Place): Promise<Located> {
  throw new Error(`not built yet: ${place.directory}`)
}
