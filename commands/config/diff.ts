import { ChatctlCommand } from '../../src/cli/base-command.ts'
import { diffDocument, diffScreen } from '../../src/cli/config/diff-screen.ts'
import { diffSettings } from '../../src/cli/config/diff-settings.ts'
import { openConfig } from '../../src/cli/config/open-config.ts'
import { EXIT } from '../../src/errors/ids.ts'
import { en } from '../../src/messages/en/index.ts'

export default class ConfigDiff extends ChatctlCommand {
  static override summary = en.configure.help.diff
  static override examples = ['<%= config.bin %> config diff', '<%= config.bin %> config diff --json']

  async run(): Promise<void> {
    const { flags } = await this.parse(ConfigDiff)
    const loaded = await openConfig({
      config: flags.config,
      words: ['config', 'diff'],
      // The environment of this shell is none of the three that are compared.
      withoutSettingsOfEnvironment: true,
    })
    const diff = await diffSettings(loaded)
    this.print(flags, diffDocument(diff), () => diffScreen(diff, process.stdout.columns || 80))
    if (!diff.usable) process.exitCode = EXIT.configuration
    else if (diff.server === 'unknown') process.exitCode = EXIT.failed
  }
}
