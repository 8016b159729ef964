import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { top } from '../src/cli/top/top.ts'
import { en } from '../src/messages/en/index.ts'

const { help } = en.top

export default class Top extends ChatctlCommand {
  static override summary = help.summary
  static override flags = {
    once: Flags.boolean({ description: help.flagOnce }),
    every: Flags.integer({
      min: 1,
      max: 3600,
      default: 1,
      helpValue: 'SECONDS',
      description: help.flagEvery,
    }),
  }
  static override examples = [
    '<%= config.bin %> top',
    '<%= config.bin %> top --every 5',
    '<%= config.bin %> top --once',
    '<%= config.bin %> top --json',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(Top)
    // A terminal that has gone may still be waited for by its stream.
    process.exit(await top({ ...flags, wanted: this.wanted(flags), note: (text) => this.note(text) }))
  }
}
