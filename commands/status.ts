import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { statusScreen } from '../src/cli/screens/status-screen.ts'
import { en } from '../src/messages/en/index.ts'

export default class Status extends ChatctlCommand {
  static override summary = en.commands.help.status
  static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Status)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('status', {})
    this.print(flags, result, () => statusScreen(result))
  }
}
