import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

export default class Save extends ChatctlCommand {
  static override summary = en.commands.help.save
  static override examples = ['<%= config.bin %> save', '<%= config.bin %> save --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Save)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('save', {})
    this.print(flags, result, () => t('commands.saved'))
  }
}
