import type { Diagnostic } from '../../config/diagnostic.ts'
import type { Repaired } from '../../config/repair.ts'
import type { Config } from '../../config/schema.ts'

/** config.json as it lies on disk, read as the server would read it. */
export interface ConfigFacts {
  /** The file that is used or was named; null when none was named and none found. */
  readonly path: string | null
  /** The same, or where it would be looked for first. */
  readonly file: string
  readonly found: boolean
  /** null where there is no file, or it cannot be looked at */
  readonly bytes: number | null
  readonly diagnostics: readonly Diagnostic[]
  /** Which of these are put right without asking, because there is no doubt what was meant. */
  readonly repairs: Repaired['repairs']
  /** True when no diagnostic is an error. */
  readonly usable: boolean
  /** Settings in force, paths absolute, without secrets. Where the file is broken: what can be made out, defaults for the rest. */
  readonly settings: Omit<Config, 'admin'>
  readonly password: {
    readonly enabled: boolean
    readonly form: 'none' | 'argon2' | 'bcrypt' | 'sha256' | 'plain' | 'unknown'
    /** One of the two published defaults. */
    readonly published: boolean
    /** A plain password of less than 8 characters. */
    readonly short: boolean
  }
  /** Permission bits; null as `bytes`. */
  readonly mode: number | null
  readonly owner: string | null
  readonly group: string | null
  /** Whether every user of this machine can read it: its own mode and the folders above. null as `bytes` */
  readonly othersMayRead: boolean | null
  /** ISO 8601 */
  readonly modified: string | null
  /** Keys that the file does not decide, with what does: `{ 'server.port': 'CHATCTL_SERVER_PORT' }`. */
  readonly origins: Readonly<Record<string, string>>
  /** The file that the unit uses, where it is another one. */
  readonly unitPath: string | null
  /** What commands go by that are typed in this shell without `--config`; null where no unit says otherwise. */
  readonly shell: ShellConfig | null
}

export interface ShellConfig {
  /** null where they find no file */
  readonly path: string | null
  /** Variables of this shell that decide settings and that the unit does not have. */
  readonly variables: readonly string[]
}
