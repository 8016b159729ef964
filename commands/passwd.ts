import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { exitCodeOf } from '../src/cli/config/exit-code.ts'
import { passwordDocument, passwordScreen } from '../src/cli/passwd/screen.ts'
import { setPassword } from '../src/cli/passwd/set-password.ts'
import { en } from '../src/messages/en/index.ts'

const text = en.passwd.help

export default class Passwd extends ChatctlCommand {
  static override summary = text.passwd
  static override flags = {
    stdin: Flags.boolean({ description: text.flagStdin }),
    generate: Flags.boolean({ description: text.flagGenerate, exclusive: ['stdin', 'upgrade'] }),
    upgrade: Flags.boolean({ description: text.flagUpgrade }),
  }
  static override examples = [
    '<%= config.bin %> passwd',
    '<%= config.bin %> passwd --generate',
    '<%= config.bin %> passwd --stdin < password.txt',
    '<%= config.bin %> passwd --upgrade',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(Passwd)
    const { config, stdin, generate, upgrade } = flags
    const result = await setPassword({ config, stdin, generate, upgrade })
    this.print(flags, passwordDocument(result), () => passwordScreen(result))
    if (result.made !== null) process.exitCode = exitCodeOf(result.made)
  }
}
