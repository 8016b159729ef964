import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { reloadScreen } from '../src/cli/screens/reload-screen.ts'
import { en } from '../src/messages/en/index.ts'

export default class Reload extends ChatctlCommand {
  static override summary = en.commands.help.reload
  static override examples = ['<%= config.bin %> reload', '<%= config.bin %> reload --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Reload)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('reload', {})
    this.print(flags, result, () => reloadScreen(result))
  }
}
