import * as Flags from '@oclif/core/flags'
import { DebugCommand } from '../../src/cli/debug/debug-command.ts'
import { recordingSeconds } from '../../src/cli/debug/recording-seconds.ts'
import { en } from '../../src/messages/en/index.ts'

export default class DebugCpu extends DebugCommand {
  static override summary = en.debug.help.cpu
  static override flags = {
    for: Flags.string({ default: '10s', helpValue: 'TIME', description: en.debug.help.flagFor }),
    out: DebugCommand.outFlag,
  }
  static override examples = [
    '<%= config.bin %> debug cpu',
    '<%= config.bin %> debug cpu --for 1m --out server.cpuprofile',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(DebugCpu)
    await this.record('cpu', flags, recordingSeconds(flags.for))
  }
}
