import * as Flags from '@oclif/core/flags'
import { ChatctlCommand, yesByRisk } from '../../src/cli/base-command.ts'
import { askHere } from '../../src/cli/confirm.ts'
import { undoLast } from '../../src/cli/doctor/fixes/undo.ts'
import { jsonForTerminal } from '../../src/cli/escape.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.fixes

export default class DoctorUndo extends ChatctlCommand {
  static override summary = text.undoSummary
  static override examples = [
    '<%= config.bin %> doctor undo --dry-run',
    '<%= config.bin %> doctor undo',
    '<%= config.bin %> doctor undo --yes',
  ]
  static override flags = {
    'dry-run': Flags.boolean({ description: text.undoFlagDryRun }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
    yes: yesByRisk,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(DoctorUndo)
    const output = flags.json ? process.stderr : process.stdout
    const { report, exitCode } = await undoLast(
      { config: flags.config, unit: flags.unit, dryRun: flags['dry-run'] },
      {
        consent: this.consent(flags),
        asking: askHere(),
        columns: output.columns || 80,
        say: (...lines) => output.write(lines.map((line) => `${line}\n`).join('')),
      },
    )
    if (flags.json) process.stdout.write(`${jsonForTerminal(report)}\n`)
    process.exitCode = exitCode
  }
}
