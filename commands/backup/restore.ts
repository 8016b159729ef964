import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { askingForRoot } from '../../src/cli/backup/denied.ts'
import { restoreAndTell } from '../../src/cli/backup/restore.ts'
import { ChatctlCommand, yesByRisk } from '../../src/cli/base-command.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.backup

export default class BackupRestore extends ChatctlCommand {
  static override summary = text.restoreSummary
  static override args = { archive: Args.string({ description: text.argArchive }) }
  static override examples = [
    '<%= config.bin %> backup restore --dry-run',
    '<%= config.bin %> backup restore --only lists,data',
    '<%= config.bin %> backup restore /mnt/nas/chat/chatserver-20260615T020000Z.tar.gz --restart',
  ]
  static override flags = {
    from: Flags.string({ description: text.flagFrom, helpValue: 'FOLDER' }),
    only: Flags.string({ description: text.flagOnly, helpValue: 'PARTS' }),
    restart: Flags.boolean({ description: text.flagRestart }),
    'no-uploads': Flags.boolean({ description: text.flagNoUploads }),
    'dry-run': Flags.boolean({ description: text.flagDryRun }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
    yes: yesByRisk,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(BackupRestore)
    await askingForRoot(() => restoreAndTell(args.archive, flags, this.consent(flags)))
  }
}
