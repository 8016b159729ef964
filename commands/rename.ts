import * as Args from '@oclif/core/args'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { reachServer } from '../src/cli/daemon.ts'
import { renamedScreen, renameTarget } from '../src/cli/sanctions/rename-target.ts'
import { en } from '../src/messages/en/index.ts'

export default class Rename extends ChatctlCommand {
  static override summary = en.commands.help.rename
  static override args = {
    target: Args.string({ required: true, description: en.commands.help.argOne }),
    name: Args.string({ required: true, description: en.commands.help.argName }),
  }
  static override examples = [
    '<%= config.bin %> rename 192.168.1.100 guest',
    '<%= config.bin %> rename alice "alice two"',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Rename)
    const server = await reachServer(this.wanted(flags))
    const result = await renameTarget(args.target, args.name, server)
    this.print(flags, result, () => renamedScreen(args.target, result.renamed))
  }
}
