import { author } from '../src/cli/author.ts'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

export default class Ungmute extends ChatctlCommand {
  static override summary = en.commands.help.ungmute
  static override examples = ['<%= config.bin %> ungmute', '<%= config.bin %> ungmute --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Ungmute)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('gmute', { on: false, by: author() })
    this.print(flags, result, () =>
      t(result.changed ? 'commands.ungmute.off' : 'commands.ungmute.offAlready'),
    )
  }
}
