import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { askingForRoot } from '../../src/cli/backup/denied.ts'
import { verifyAndTell } from '../../src/cli/backup/verify.ts'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.backup

export default class BackupVerify extends ChatctlCommand {
  static override summary = text.verifySummary
  static override strict = false
  static override args = { archive: Args.string({ description: text.argArchives }) }
  static override examples = [
    '<%= config.bin %> backup verify',
    '<%= config.bin %> backup verify /var/backups/chatserver/chatserver-20260615T020000Z.tar.gz',
  ]
  static override flags = {
    from: Flags.string({ description: text.flagFrom, helpValue: 'FOLDER' }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
  }

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(BackupVerify)
    process.exitCode = await askingForRoot(() => verifyAndTell(argv as string[], flags))
  }
}
