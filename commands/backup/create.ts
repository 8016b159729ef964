import * as Flags from '@oclif/core/flags'
import { createAndTell } from '../../src/cli/backup/create.ts'
import { askingForRoot } from '../../src/cli/backup/denied.ts'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.backup

export default class BackupCreate extends ChatctlCommand {
  static override summary = text.createSummary
  static override examples = [
    '<%= config.bin %> backup create',
    '<%= config.bin %> backup create --to /mnt/nas/chat --keep 8w',
  ]
  static override flags = {
    to: Flags.string({ description: text.flagTo, helpValue: 'FOLDER' }),
    keep: Flags.string({ description: text.flagKeep, helpValue: 'TIME|forever', default: '30d' }),
    'no-uploads': Flags.boolean({ description: text.flagNoUploads }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(BackupCreate)
    await askingForRoot(() => createAndTell(flags))
  }
}
