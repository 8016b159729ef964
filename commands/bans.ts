import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachLists } from '../src/cli/daemon.ts'
import { sanctionsScreen } from '../src/cli/screens/sanctions-screen.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

export default class Bans extends ChatctlCommand {
  static override summary = en.commands.help.bans
  static override aliases = ['banlist']
  static override examples = ['<%= config.bin %> bans', '<%= config.bin %> bans --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Bans)
    const lists = await reachLists(this.wanted(flags))
    if (lists.offline) this.note(t('commands.offlineList'))
    const entries = await lists.entries('ban')
    this.print(flags, entries, () => sanctionsScreen('ban', entries))
  }
}
