import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { escapeForTerminal } from '../../src/cli/escape.ts'
import { liveLog, putLogAside } from '../../src/cli/logs/put-log-aside.ts'
import { en } from '../../src/messages/en/index.ts'
import { t } from '../../src/messages/index.ts'

export default class LogsRotate extends ChatctlCommand {
  static override summary = en.logs.help.rotate
  static override examples = ['<%= config.bin %> logs rotate']

  async run(): Promise<void> {
    const { flags } = await this.parse(LogsRotate)
    const log = await liveLog(this.wanted(flags))
    const to = await putLogAside(log, 'number')
    this.print(flags, { file: log.file, to }, () =>
      to === null
        ? t('logs.rotate.empty', { file: escapeForTerminal(log.file) })
        : t('logs.rotate.done', { to: escapeForTerminal(to) }),
    )
  }
}
