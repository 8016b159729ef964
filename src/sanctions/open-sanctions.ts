import { GlobalMute } from './global-mute.ts'
import type { SanctionNotice } from './sanction.ts'
import { SanctionList } from './sanction-list.ts'

export interface SanctionsOptions {
  /** `data.banned_ips_file`, absolute. */
  readonly bannedFile: string
  /** `data.muted_ips_file`, absolute. */
  readonly mutedFile: string
  /** `data.directory`, absolute. */
  readonly directory: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onNotice?: (notice: SanctionNotice) => void
}

export interface Sanctions {
  readonly bans: SanctionList
  readonly mutes: SanctionList
  readonly globalMute: GlobalMute
  /** For the running server: see {@link SanctionList.watch}. */
  watch(signal: AbortSignal): void
  /** Sees to it that the files of both lists say what is in force; see {@link SanctionList.save}. */
  save(): Promise<void>
  /** Waits for writes under way. */
  close(): Promise<void>
}

/** Opens both lists and the global mute, for the daemon and for commands while it is down; writes nothing yet. */
export async function openSanctions(options: SanctionsOptions): Promise<Sanctions> {
  const [bans, mutes, globalMute] = await Promise.all([
    SanctionList.open({ ...options, kind: 'ban', file: options.bannedFile }),
    SanctionList.open({ ...options, kind: 'mute', file: options.mutedFile }),
    GlobalMute.open(options),
  ])
  return {
    bans,
    mutes,
    globalMute,
    watch(signal) {
      bans.watch(signal)
      mutes.watch(signal)
    },
    async save() {
      await Promise.all([bans.save(), mutes.save()])
    },
    async close() {
      await Promise.all([bans.close(), mutes.close(), globalMute.close()])
    },
  }
}
