import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'

export default class Serve extends Command {
  static override flags = { port: Flags.integer() }
  async run(): Promise<void> {
    await this.parse(Serve)
  }
}
