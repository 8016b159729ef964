import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { explainAsked } from '../src/cli/explain/explain-asked.ts'
import { en } from '../src/messages/en/index.ts'

const text = en.explain

export default class Explain extends ChatctlCommand {
  static override summary = text.summary
  static override description = text.description
  static override strict = false
  static override args = { what: Args.string({ description: text.argWhat, ignoreStdin: true }) }
  static override flags = {
    search: Flags.string({ helpValue: 'WORDS', description: text.flagSearch }),
    list: Flags.boolean({ description: text.flagList }),
  }
  static override examples = [
    '<%= config.bin %> explain EADDRINUSE',
    '<%= config.bin %> explain exit 137',
    '<%= config.bin %> explain problem 4',
    '<%= config.bin %> explain "⚠️ 服务器已满，请稍后再试"',
    '<%= config.bin %> explain --search "disk full"',
    'journalctl -u chatserver -n 100 | <%= config.bin %> explain -',
  ]

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Explain)
    const asked = { words: argv.map(String), search: flags.search, list: flags.list }
    const { result, screen, exitCode } = await explainAsked(asked, (note) => this.note(note))
    if (result !== undefined) this.print(flags, result, screen)
    process.exitCode = exitCode
  }
}
