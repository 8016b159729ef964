import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { askHere } from '../../src/cli/confirm.ts'
import { clearedText, clearLog } from '../../src/cli/logs/clear-log.ts'
import { liveLog } from '../../src/cli/logs/put-log-aside.ts'
import { en } from '../../src/messages/en/index.ts'

export default class LogsClear extends ChatctlCommand {
  static override summary = en.logs.help.clear
  static override flags = { 'no-copy': Flags.boolean({ description: en.logs.help.flagNoCopy }) }
  static override examples = ['<%= config.bin %> logs clear', '<%= config.bin %> logs clear --yes --no-copy']

  async run(): Promise<void> {
    const { flags } = await this.parse(LogsClear)
    const log = await liveLog(this.wanted(flags))
    const cleared = await clearLog(log, !flags['no-copy'], flags.yes ? undefined : askHere())
    const text = await clearedText(cleared)
    this.print(flags, cleared, () => text)
  }
}
