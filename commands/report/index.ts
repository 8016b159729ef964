import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { FORMATS } from '../../src/cli/report/render.ts'
import { report } from '../../src/cli/report/report.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.report

export default class Report extends ChatctlCommand {
  static override summary = text.summary
  static override examples = [
    '<%= config.bin %> report > diagnostic_report.txt',
    '<%= config.bin %> report --format markdown --since 2h --out report.md',
    '<%= config.bin %> report --bundle report.tar.gz > diagnostic_report.txt',
  ]
  static override flags = {
    format: Flags.string({ description: text.flagFormat, options: [...FORMATS], default: 'text' }),
    out: Flags.string({ char: 'o', description: text.flagOut, helpValue: 'FILE' }),
    bundle: Flags.string({ description: text.flagBundle, helpValue: 'FILE.tar.gz' }),
    from: Flags.string({ description: text.flagFrom, helpValue: 'BUNDLE', exclusive: ['bundle', 'mapping'] }),
    since: Flags.string({ description: text.flagSince, helpValue: 'TIME', default: '24h' }),
    redact: Flags.string({
      description: text.flagRedact,
      options: ['default', 'strict', 'none'],
      default: 'default',
    }),
    'include-messages': Flags.boolean({ description: text.flagMessages }),
    mapping: Flags.string({ description: text.flagMapping, helpValue: 'FILE' }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Report)
    // What could not be seen in time may still be waiting for an answer, and must not keep the prompt away.
    process.exit(await report(flags))
  }
}
