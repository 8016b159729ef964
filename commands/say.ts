import * as Args from '@oclif/core/args'
import { author } from '../src/cli/author.ts'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

export default class Say extends ChatctlCommand {
  static override summary = en.commands.help.say
  static override args = {
    text: Args.string({ required: true, multiple: true, description: en.commands.help.argText }),
  }
  static override examples = [
    '<%= config.bin %> say "Maintenance at 22:00"',
    '<%= config.bin %> say 今晚十点维护',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Say)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('say', { text: args.text.join(' '), by: author() })
    this.print(flags, result, () => t('commands.said', { count: result.receivers }))
  }
}
