import { DebugCommand } from '../../src/cli/debug/debug-command.ts'
import { en } from '../../src/messages/en/index.ts'

export default class DebugHeap extends DebugCommand {
  static override summary = en.debug.help.heap
  static override flags = { out: DebugCommand.outFlag }
  static override examples = [
    '<%= config.bin %> debug heap',
    '<%= config.bin %> debug heap --yes --out server.heapsnapshot',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(DebugHeap)
    await this.record('heap', flags)
  }
}
