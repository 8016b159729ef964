import { resolve } from 'node:path'
import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { author } from '../src/cli/author.ts'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { addressFlags } from '../src/cli/chat/address-flags.ts'
import { endOfChat } from '../src/cli/chat/end-of-chat.ts'
import { runChat } from '../src/cli/chat/run-chat.ts'
import { requireFolder } from '../src/cli/chat/save-file.ts'
import { serverAddress } from '../src/cli/chat/server-address.ts'
import { jsonLine } from '../src/cli/chat/show-event.ts'
import type { ChatctlError } from '../src/errors/chatctl-error.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

const { help } = en.chat
/** Some two minutes of trying, with the pauses in between. */
const ATTEMPTS = 8

export default class Chat extends ChatctlCommand {
  static override summary = help.summary
  static override args = { host: Args.string({ ignoreStdin: true, description: help.argHost }) }
  static override flags = {
    name: Flags.string({ char: 'n', helpValue: 'NAME', description: help.flagName }),
    ...addressFlags,
    folder: Flags.string({ helpValue: 'FOLDER', default: '.', description: help.flagFolder }),
    literal: Flags.boolean({ description: help.flagLiteral }),
    'no-reconnect': Flags.boolean({ description: help.flagNoReconnect }),
    json: Flags.boolean({ description: help.flagJson, helpGroup: 'GLOBAL' }),
  }
  static override examples = [
    '<%= config.bin %> chat',
    '<%= config.bin %> chat chat.example.org --name Ann --tls --port 3443',
    'echo "backup done" | <%= config.bin %> chat 192.168.1.10 --name backup',
    'tail -f app.log | <%= config.bin %> chat --literal',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Chat)
    const { stdin: input, stdout: output } = process
    const folder = resolve(flags.folder)
    await requireFolder(folder)
    const address = await serverAddress(args.host, flags, (text) => this.noteOfFailure(text))
    if (flags.insecure) this.note(t('chat.insecure'))
    const isTerminal = input.isTTY === true && output.isTTY === true && !flags.json
    const end = await runChat({
      address,
      name: flags.name ?? author(),
      input,
      output,
      note: (text) => this.note(text),
      isTerminal,
      json: flags.json,
      literal: flags.literal,
      folder,
      attempts: flags['no-reconnect'] ? 0 : ATTEMPTS,
    })
    endOfChat(address, end, isTerminal)
  }

  /** One more line of the stream. */
  protected override failureAsJson({ id, message, fix }: ChatctlError): string {
    return jsonLine({ kind: 'error', id, message, fix }, new Date())
  }
}
