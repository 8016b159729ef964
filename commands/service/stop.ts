import { runPower } from '../../src/cli/service/run-power.ts'
import { UnitCommand } from '../../src/cli/service/unit-command.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Stop extends UnitCommand {
  static override summary = help.stop
  static override examples = ['<%= config.bin %> service stop', '<%= config.bin %> service stop --user']

  async run(): Promise<void> {
    const { flags } = await this.parse(Stop)
    process.exitCode = await runPower('stop', flags, this.printing(flags))
  }
}
