import * as Args from '@oclif/core/args'
import { author } from '../src/cli/author.ts'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachLists } from '../src/cli/daemon.ts'
import { lift, liftedScreen } from '../src/cli/sanctions/lift.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

export default class Unban extends ChatctlCommand {
  static override summary = en.commands.help.unban
  static override args = { target: Args.string({ required: true, description: en.commands.help.argTarget }) }
  static override examples = ['<%= config.bin %> unban 192.168.1.100', '<%= config.bin %> unban 10.0.0.0/24']

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Unban)
    const lists = await reachLists(this.wanted(flags))
    const lifted = await lift('ban', args.target, lists, author())
    if (lists.offline) this.note(t('commands.offline'))
    this.print(flags, { removed: lifted.removed }, () => liftedScreen('ban', lifted))
  }
}
