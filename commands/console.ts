import { ChatctlCommand } from '../src/cli/base-command.ts'
import { runConsole } from '../src/cli/console/run-console.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { EXIT } from '../src/errors/ids.ts'
import { en } from '../src/messages/en/index.ts'

export default class Console extends ChatctlCommand {
  static override summary = en.commands.help.console
  static override examples = [
    '<%= config.bin %> console',
    'echo status | <%= config.bin %> console --config /opt/chatserver/config.json',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(Console)
    const client = await reachServer(this.wanted(flags))
    const { stdin: input, stdout: output } = process
    const isTerminal = input.isTTY === true && output.isTTY === true
    const end = await runConsole({ input, output, client, isTerminal })
    if (end === 'locked' || end === 'server-gone') process.exitCode = EXIT.failed
  }
}
