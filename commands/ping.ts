import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { addressFlags } from '../src/cli/chat/address-flags.ts'
import { serverAddress } from '../src/cli/chat/server-address.ts'
import { pingDocument, pingScreen, verdictOf } from '../src/cli/ping/ping-screen.ts'
import { ping } from '../src/client/ping.ts'
import { EXIT } from '../src/errors/ids.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'

const { help } = en.ping

export default class Ping extends ChatctlCommand {
  static override summary = help.summary
  static override args = {
    host: Args.string({ ignoreStdin: true, description: en.chat.help.argHost }),
    port: Args.integer({ ignoreStdin: true, min: 1, max: 65_535, description: help.argPort }),
  }
  static override flags = {
    count: Flags.integer({
      char: 'c',
      min: 1,
      max: 1000,
      default: 1,
      helpValue: 'N',
      description: help.flagCount,
    }),
    timeout: Flags.integer({
      min: 1,
      max: 600,
      default: 5,
      helpValue: 'SECONDS',
      description: help.flagTimeout,
    }),
    ...addressFlags,
  }
  static override examples = [
    '<%= config.bin %> ping',
    '<%= config.bin %> ping chat.example.org 3000 --count 5',
    '<%= config.bin %> ping chat.example.org:3443 --tls --json',
  ]

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Ping)
    const address = await serverAddress(args.host, { ...flags, port: args.port ?? flags.port }, (text) =>
      this.noteOfFailure(text),
    )
    if (flags.insecure) this.note(t('chat.insecure'))
    const result = await ping(address, {
      count: flags.count,
      timeoutMs: flags.timeout * 1000,
      now: () => performance.now(),
    })
    const verdict = verdictOf(result)
    this.print(flags, pingDocument(result, verdict), () => pingScreen(result, verdict))
    if (verdict.isWell) return
    this.failing()
    process.exitCode = EXIT.failed
  }
}
