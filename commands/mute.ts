import * as Args from '@oclif/core/args'
import { SanctionCommand } from '../src/cli/sanctions/sanction-command.ts'
import { en } from '../src/messages/en/index.ts'

export default class Mute extends SanctionCommand {
  static override summary = en.commands.help.mute
  static override args = { target: Args.string({ required: true, description: en.commands.help.argTarget }) }
  static override examples = [
    '<%= config.bin %> mute 192.168.1.100',
    '<%= config.bin %> mute alice --for 2h --reason "advertising"',
    '<%= config.bin %> mute 10.0.0.0/24 --yes',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Mute)
    await this.impose('mute', args.target, flags)
  }
}
