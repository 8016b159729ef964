import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { filesScreen } from '../src/cli/screens/files-screen.ts'
import { en } from '../src/messages/en/index.ts'

export default class Files extends ChatctlCommand {
  static override summary = en.commands.help.files
  static override examples = ['<%= config.bin %> files', '<%= config.bin %> files --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Files)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('files', {})
    this.print(flags, result, () => filesScreen(result))
  }
}
