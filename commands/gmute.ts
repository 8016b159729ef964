import { author } from '../src/cli/author.ts'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

export default class Gmute extends ChatctlCommand {
  static override summary = en.commands.help.gmute
  static override examples = ['<%= config.bin %> gmute', '<%= config.bin %> gmute --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Gmute)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('gmute', { on: true, by: author() })
    this.print(flags, result, () => t(result.changed ? 'commands.gmute.on' : 'commands.gmute.onAlready'))
  }
}
