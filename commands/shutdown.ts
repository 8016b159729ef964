import { author } from '../src/cli/author.ts'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { waitForExit } from '../src/cli/wait-for-exit.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

const PATIENCE_SECONDS = 10

export default class Shutdown extends ChatctlCommand {
  static override summary = en.commands.help.shutdown
  static override examples = ['<%= config.bin %> shutdown']

  async run(): Promise<void> {
    const { flags } = await this.parse(Shutdown)
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('shutdown', { by: author() })
    const { pid } = result
    this.note(t('commands.shutdown.asked', { pid }))
    const gone = await waitForExit(pid, PATIENCE_SECONDS * 1000)
    const slow = () => t('commands.shutdown.slow', { pid, seconds: PATIENCE_SECONDS })
    this.print(flags, result, () => (gone ? t('commands.shutdown.gone', { pid }) : slow()))
  }
}
