import type { Config } from '../config/schema.ts'
import type { Message } from '../messages/index.ts'

export type Rules = 'v6' | 'v9'

/** A unit of systemd that starts the original server. */
export interface OldUnit {
  /** Without `.service`. */
  readonly name: string
  readonly path: string | null
  readonly dropIns: readonly string[]
  readonly active: boolean
  readonly enabled: boolean
}

/** The original server as somebody has started it by hand, in a terminal, or from a crontab. */
export interface OldProcess {
  readonly pid: number
  readonly start: string | null
  readonly argv: readonly string[]
  readonly folder: string
  readonly uid: number
  readonly gid: number
}

/** A crontab, with the lines that would start or look after the original server. */
export interface CronTable {
  readonly path: string
  readonly lines: readonly string[]
}

export interface OldList {
  readonly which: 'banned' | 'muted'
  readonly path: string
  /** null: there is none, which is an empty list. */
  readonly content: Buffer | null
}

/** An installation of the original server, as it was found; nothing has been changed. */
export interface Original {
  /** Real path. */
  readonly folder: string
  /** Its `Server.py`. */
  readonly program: string
  readonly rules: Rules
  readonly configPath: string
  /** null: it runs with its own defaults. */
  readonly config: Buffer | null
  /** What the configuration comes to, as far as it can be read; paths are absolute. */
  readonly settings: Config
  readonly lists: readonly OldList[]
  /** The log and its older parts, newest first, as far as they are there. */
  readonly logs: readonly string[]
  /** Small files beside the program; they are not changed, and copied all the same. */
  readonly beside: readonly string[]
  readonly units: readonly OldUnit[]
  /** Those that belong to no unit. */
  readonly processes: readonly OldProcess[]
  /** Files of logrotate that are about its log alone. */
  readonly logrotate: readonly string[]
  readonly crontabs: readonly CronTable[]
  /** Established connections to its port; null where that cannot be seen. */
  readonly connected: number | null
  /** What could not be looked at, or is left as it is. */
  readonly notes: readonly Message[]
}
