import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { runLogs } from '../../src/cli/logs/run-logs.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.logs.help

export default class Logs extends ChatctlCommand {
  static override summary = text.logs
  static override flags = {
    lines: Flags.integer({ char: 'n', min: 0, helpValue: 'N', description: text.flagLines }),
    follow: Flags.boolean({
      char: 'f',
      description: text.flagFollow,
      exclusive: ['count', 'stats', 'until'],
    }),
    level: Flags.string({ helpValue: 'LEVEL', description: text.flagLevel }),
    ip: Flags.string({ multiple: true, helpValue: 'ADDRESS', description: text.flagIp }),
    user: Flags.string({ multiple: true, helpValue: 'NAME', description: text.flagUser }),
    event: Flags.string({ multiple: true, helpValue: 'ID', description: text.flagEvent }),
    grep: Flags.string({ helpValue: 'REGEX', description: text.flagGrep }),
    since: Flags.string({ helpValue: 'TIME', description: text.flagSince }),
    until: Flags.string({ helpValue: 'TIME', description: text.flagUntil }),
    count: Flags.boolean({ description: text.flagCount, exclusive: ['stats'] }),
    stats: Flags.boolean({ description: text.flagStats }),
    json: Flags.boolean({ description: text.flagJson, exclusive: ['raw'] }),
    raw: Flags.boolean({ description: text.flagRaw, exclusive: ['count', 'stats'] }),
    'no-color': Flags.boolean({ description: text.flagNoColor }),
    file: Flags.string({ multiple: true, helpValue: 'FILE', description: text.flagFile }),
    unit: Flags.string({ helpValue: 'NAME', default: 'chatserver', description: text.flagUnit }),
    journal: Flags.boolean({ allowNo: true, description: text.flagJournal }),
  }
  static override examples = [
    '<%= config.bin %> logs',
    '<%= config.bin %> logs -f --level WARNING',
    '<%= config.bin %> logs --ip 192.168.1.100 --since today',
    '<%= config.bin %> logs --stats --since "10 min ago"',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(Logs)
    await runLogs(flags, process.stdout, (note) => this.note(note))
  }
}
