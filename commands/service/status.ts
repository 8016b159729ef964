import { runStatus } from '../../src/cli/service/run-status.ts'
import { UnitCommand } from '../../src/cli/service/unit-command.ts'
import { en } from '../../src/messages/en/index.ts'

const { help } = en.service

export default class Status extends UnitCommand {
  static override summary = help.status
  static override examples = ['<%= config.bin %> service status', '<%= config.bin %> service status --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(Status)
    process.exitCode = await runStatus(flags, this.printing(flags))
  }
}
