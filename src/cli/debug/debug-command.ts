import * as Flags from '@oclif/core/flags'
import type { DebugKind } from '../../control/methods.ts'
import { en } from '../../messages/en/index.ts'
import { ChatctlCommand, type GlobalFlags } from '../base-command.ts'
import { askHere } from '../confirm.ts'
import { reachServer } from '../daemon.ts'
import { record, recordedDocument, recordedScreen } from './record.ts'

const { help } = en.debug

/** What the commands that record the server's inside have in common. */
export abstract class DebugCommand extends ChatctlCommand {
  static outFlag = Flags.string({ char: 'o', helpValue: 'FILE', description: help.flagOut })

  protected async record(
    kind: DebugKind,
    flags: GlobalFlags & { readonly out?: string | undefined },
    seconds = 0,
  ): Promise<void> {
    const server = await reachServer(this.wanted(flags))
    const recorded = await record({
      server,
      kind,
      seconds,
      out: flags.out,
      yes: flags.yes,
      asking: askHere(),
      note: (text) => this.note(text),
      screen: process.stderr,
    })
    if (recorded !== null) this.print(flags, recordedDocument(recorded), () => recordedScreen(recorded))
  }
}
