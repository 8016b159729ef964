import { runPower } from '../../src/cli/service/run-power.ts'
import { UnitCommand } from '../../src/cli/service/unit-command.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Restart extends UnitCommand {
  static override summary = help.restart
  static override examples = ['<%= config.bin %> service restart', '<%= config.bin %> service restart --user']

  async run(): Promise<void> {
    const { flags } = await this.parse(Restart)
    process.exitCode = await runPower('restart', flags, this.printing(flags))
  }
}
