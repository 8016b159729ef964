import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { runBack } from '../src/cli/migrate/run-back.ts'
import { runMigrate } from '../src/cli/migrate/run-migrate.ts'
import { en } from '../src/messages/en/index.ts'

const { help } = en.migrate

export default class Migrate extends ChatctlCommand {
  static override summary = help.migrate
  static override examples = [
    '<%= config.bin %> migrate /opt/chatserver --dry-run',
    'sudo <%= config.bin %> migrate /opt/chatserver',
    'sudo <%= config.bin %> migrate --back',
  ]
  static override args = { folder: Args.string({ description: help.argFolder, default: '/opt/chatserver' }) }
  static override flags = {
    'dry-run': Flags.boolean({ description: help.flagDryRun }),
    back: Flags.boolean({ description: help.flagBack }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Migrate)
    const printing = {
      print: (document: unknown, screen: () => string) => this.print(flags, document, screen),
      note: (text: string) => this.note(text),
    }
    const consent = this.consent(flags)
    const hasCommand = (id: string) => this.config.findCommand(id) !== undefined
    const dryRun = flags['dry-run']
    process.exitCode = flags.back
      ? await runBack({ dryRun, consent }, printing)
      : await runMigrate({ folder: args.folder, dryRun, json: flags.json, consent, hasCommand }, printing)
  }
}
