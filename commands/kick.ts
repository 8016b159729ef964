import * as Args from '@oclif/core/args'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { kickedScreen, kickTarget } from '../src/cli/sanctions/kick-target.ts'
import { en } from '../src/messages/en/index.ts'

export default class Kick extends ChatctlCommand {
  static override summary = en.commands.help.kick
  static override args = { target: Args.string({ required: true, description: en.commands.help.argTarget }) }
  static override examples = ['<%= config.bin %> kick 192.168.1.100', '<%= config.bin %> kick alice']

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Kick)
    const server = await reachServer(this.wanted(flags))
    const result = await kickTarget(args.target, server, this.surroundings(flags))
    this.print(flags, result, () => kickedScreen(args.target, result.kicked))
  }
}
