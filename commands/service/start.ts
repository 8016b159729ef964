import { runPower } from '../../src/cli/service/run-power.ts'
import { UnitCommand } from '../../src/cli/service/unit-command.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Start extends UnitCommand {
  static override summary = help.start
  static override examples = ['<%= config.bin %> service start', '<%= config.bin %> service start --user']

  async run(): Promise<void> {
    const { flags } = await this.parse(Start)
    process.exitCode = await runPower('start', flags, this.printing(flags))
  }
}
