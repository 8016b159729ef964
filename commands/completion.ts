import * as Args from '@oclif/core/args'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { completionScript, installNote, shellOf } from '../src/cli/completion/completion.ts'
import { SHELLS } from '../src/cli/completion/values.ts'
import { print } from '../src/cli/print.ts'
import { ChatctlError } from '../src/errors/chatctl-error.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

const { help } = en.completion

export default class Completion extends ChatctlCommand {
  static override summary = help.summary
  static override args = {
    shell: Args.string({ options: [...SHELLS], ignoreStdin: true, description: help.argShell }),
  }
  static override examples = [
    '<%= config.bin %> completion bash > ~/.local/share/bash-completion/completions/chatctl',
    '<%= config.bin %> completion zsh > ~/.zfunc/_chatctl',
    '<%= config.bin %> completion fish > ~/.config/fish/completions/chatctl.fish',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Completion)
    const shell = shellOf(args.shell ?? process.env.SHELL)
    if (shell === undefined) {
      throw new ChatctlError('cli/usage', {
        problem: t('completion.whichShell', { shells: SHELLS.join(', ') }),
        command: 'completion',
      })
    }
    const script = completionScript(shell, this.config)
    if (flags.json) return this.print(flags, { shell, script, install: installNote(shell) }, () => '')
    await print(script)
    if (process.stdout.isTTY) this.note(`\n${installNote(shell)}`)
  }
}
