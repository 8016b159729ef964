import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand, yesByRisk } from '../src/cli/base-command.ts'
import { doctor } from '../src/cli/doctor/doctor.ts'
import { EXIT } from '../src/errors/ids.ts'
import { en } from '../src/messages/en/index.ts'

const text = en.doctor

export default class Doctor extends ChatctlCommand {
  static override summary = text.summary
  static override strict = false
  static override args = { what: Args.string({ description: text.argWhat }) }
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor network',
    '<%= config.bin %> doctor 4',
    '<%= config.bin %> doctor --fix',
    '<%= config.bin %> doctor config --fix --dry-run',
    '<%= config.bin %> doctor --since last',
    '<%= config.bin %> doctor --ignore "maintenance/backup=done by the hoster"',
    '<%= config.bin %> doctor --json',
  ]
  static override flags = {
    list: Flags.boolean({ description: text.flagList }),
    unit: Flags.string({ description: text.flagUnit, default: 'chatserver' }),
    verbose: Flags.boolean({ char: 'v', description: text.flagVerbose }),
    strict: Flags.boolean({ description: text.flagStrict }),
    from: Flags.string({
      description: text.flagFrom,
      helpValue: 'BUNDLE',
      exclusive: ['watch', 'since', 'ignore'],
    }),
    watch: Flags.integer({ description: text.flagWatch, helpValue: 'SECONDS', min: 1, max: 86_400 }),
    since: Flags.string({ description: text.flagSince, helpValue: 'last|TIME' }),
    ignore: Flags.string({
      description: text.flagIgnore,
      helpValue: 'CHECK=REASON',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'ignore-for': Flags.string({ description: text.flagIgnoreFor, helpValue: 'TIME', default: '30d' }),
    junit: Flags.string({ description: text.flagJunit, helpValue: 'FILE' }),
    nagios: Flags.boolean({ description: text.flagNagios, exclusive: ['json', 'prometheus'] }),
    prometheus: Flags.boolean({ description: text.flagPrometheus, exclusive: ['json', 'nagios'] }),
    fix: Flags.boolean({ description: en.fixes.flagFix, exclusive: ['watch', 'nagios', 'prometheus'] }),
    'dry-run': Flags.boolean({ description: en.fixes.flagDryRun, dependsOn: ['fix'] }),
    yes: yesByRisk,
  }

  // With 2 doctor says that the configuration cannot be used.
  protected override readonly usageExitCode = EXIT.unusable

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Doctor)
    // What could not be seen in time may still be waiting for an answer, and must not keep the prompt away.
    process.exit(await doctor(argv as string[], flags, this.consent(flags)))
  }
}
