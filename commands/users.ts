import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { usersScreen } from '../src/cli/screens/users-screen.ts'
import { en } from '../src/messages/en/index.ts'

export default class Users extends ChatctlCommand {
  static override summary = en.commands.help.users
  static override aliases = ['list']
  static override examples = ['<%= config.bin %> users', '<%= config.bin %> users --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Users)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('users', {})
    this.print(flags, result, () => usersScreen(result, new Date()))
  }
}
