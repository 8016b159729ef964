import * as Flags from '@oclif/core/flags'
import { listAndTell } from '../../src/cli/backup/list.ts'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.backup

export default class BackupList extends ChatctlCommand {
  static override summary = text.listSummary
  static override examples = [
    '<%= config.bin %> backup list',
    '<%= config.bin %> backup list --from /mnt/nas/chat',
  ]
  static override flags = {
    from: Flags.string({ description: text.flagFrom, helpValue: 'FOLDER' }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(BackupList)
    await listAndTell(flags)
  }
}
