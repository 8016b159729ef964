import { DebugCommand } from '../../src/cli/debug/debug-command.ts'
import { en } from '../../src/messages/en/index.ts'

export default class DebugHandles extends DebugCommand {
  static override summary = en.debug.help.handles
  static override flags = { out: DebugCommand.outFlag }
  static override examples = [
    '<%= config.bin %> debug handles',
    '<%= config.bin %> debug handles --out handles.json',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(DebugHandles)
    await this.record('handles', flags)
  }
}
