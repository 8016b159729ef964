import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { logLevel } from '../src/cli/log-level.ts'
import { logLevelScreen } from '../src/cli/screens/log-level-screen.ts'
import { en } from '../src/messages/en/index.ts'
import { parseDuration } from '../src/sanctions/expiry.ts'

export default class LogLevel extends ChatctlCommand {
  static override summary = en.commands.help.loglevel
  static override args = { level: Args.string({ description: en.commands.help.argLevel }) }
  static override flags = {
    for: Flags.string({ helpValue: 'TIME', description: en.commands.help.flagLevelFor }),
  }
  static override examples = ['<%= config.bin %> loglevel', '<%= config.bin %> loglevel DEBUG --for 10m']

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LogLevel)
    const seconds = flags.for === undefined ? {} : { seconds: parseDuration(flags.for) }
    const level = args.level === undefined ? {} : { level: logLevel(args.level) }
    const server = await reachServer(this.wanted(flags))
    const result = await server.call('loglevel', { ...level, ...seconds })
    this.print(flags, result, () => logLevelScreen(result))
  }
}
