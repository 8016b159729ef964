import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { openConfig, remarkOn } from '../../src/cli/config/open-config.ts'
import { settingsDocument, settingsScreen } from '../../src/cli/config/show-settings.ts'
import { EXIT } from '../../src/errors/ids.ts'
import { en } from '../../src/messages/en/index.ts'

const text = en.configure.help

export default class ConfigShow extends ChatctlCommand {
  static override summary = text.show
  static override flags = {
    port: Flags.integer({ description: en.serve.flagPort }),
    host: Flags.string({ description: en.serve.flagHost }),
  }
  static override examples = [
    '<%= config.bin %> config show',
    'CHATCTL_SERVER_PORT=3001 <%= config.bin %> config show',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(ConfigShow)
    const overrides = { host: flags.host, port: flags.port }
    const loaded = await openConfig({ config: flags.config, words: ['config', 'show'], overrides })
    const remark = remarkOn(loaded)
    if (remark !== null) this.note(remark)
    this.print(flags, settingsDocument(loaded), () => settingsScreen(loaded))
    if (loaded.config === undefined) process.exitCode = EXIT.configuration
  }
}
