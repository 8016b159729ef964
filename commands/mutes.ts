import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachLists } from '../src/cli/daemon.ts'
import { sanctionsScreen } from '../src/cli/screens/sanctions-screen.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

export default class Mutes extends ChatctlCommand {
  static override summary = en.commands.help.mutes
  static override aliases = ['mutelist']
  static override examples = ['<%= config.bin %> mutes', '<%= config.bin %> mutes --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Mutes)
    const lists = await reachLists(this.wanted(flags))
    if (lists.offline) this.note(t('commands.offlineList'))
    const entries = await lists.entries('mute')
    this.print(flags, entries, () => sanctionsScreen('mute', entries))
  }
}
