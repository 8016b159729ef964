import * as Flags from '@oclif/core/flags'
import { en } from '../../messages/en/index.ts'
import { ChatctlCommand, type GlobalFlags } from '../base-command.ts'
import type { Printing } from './run-power.ts'

/** What `service start`, `stop`, `restart` and `status` have in common: they are about one unit. */
export abstract class UnitCommand extends ChatctlCommand {
  static override flags = {
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
    user: Flags.boolean({ description: en.service.help.flagUser }),
  }

  protected printing(flags: GlobalFlags): Printing {
    return {
      print: (document, screen) => this.print(flags, document, screen),
      note: (text) => this.note(text),
    }
  }
}
