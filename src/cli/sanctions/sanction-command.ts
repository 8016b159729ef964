import * as Flags from '@oclif/core/flags'
import type { SanctionKind } from '../../control/methods.ts'
import { en } from '../../messages/en/index.ts'
import { t } from '../../messages/index.ts'
import { parseDuration } from '../../sanctions/expiry.ts'
import { author } from '../author.ts'
import { ChatctlCommand, type GlobalFlags } from '../base-command.ts'
import { reachLists } from '../daemon.ts'
import { escapeForTerminal } from '../escape.ts'
import { untilScreen } from '../screens/sanctions-screen.ts'
import { impose } from './impose.ts'

interface SanctionFlags extends GlobalFlags {
  readonly for?: string | undefined
  readonly reason?: string | undefined
}

/** What `ban` and `mute` have in common. */
export abstract class SanctionCommand extends ChatctlCommand {
  static override baseFlags = {
    ...ChatctlCommand.baseFlags,
    for: Flags.string({ helpValue: 'TIME', description: en.commands.help.flagFor }),
    reason: Flags.string({ helpValue: 'TEXT', description: en.commands.help.flagReason }),
  }

  protected async impose(kind: SanctionKind, typed: string, flags: SanctionFlags): Promise<void> {
    const wish = {
      by: author(),
      ...(flags.for !== undefined && { seconds: parseDuration(flags.for) }),
      ...(flags.reason !== undefined && { reason: flags.reason }),
    }
    const lists = await reachLists(this.wanted(flags))
    const result = await impose(kind, typed, wish, lists, this.surroundings(flags))
    const { sanction, affected } = result
    this.print(flags, result, () =>
      t(`commands.${kind}.done`, {
        address: escapeForTerminal(sanction.address),
        until: untilScreen(sanction),
        count: affected.length,
      }),
    )
  }
}
