import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { addressFlags } from '../src/cli/chat/address-flags.ts'
import { serverAddress } from '../src/cli/chat/server-address.ts'
import { askHere } from '../src/cli/confirm.ts'
import { benchDocument, benchScreen, isFlawless } from '../src/cli/stress/screen.ts'
import { stressTest } from '../src/cli/stress/stress-test.ts'
import { EXIT } from '../src/errors/ids.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'
import { LEAST_SIZE } from '../src/stress/plan.ts'

const { help } = en.bench
const MESSAGES = 1000

export default class Bench extends ChatctlCommand {
  static override summary = help.summary
  static override flags = {
    clients: Flags.integer({
      min: 2,
      max: 50_000,
      default: 100,
      helpValue: 'N',
      description: help.flagClients,
    }),
    messages: Flags.integer({ min: 1, max: 100_000_000, helpValue: 'N', description: help.flagMessages }),
    rate: Flags.integer({ min: 0, max: 1_000_000, default: 100, helpValue: 'N', description: help.flagRate }),
    size: Flags.integer({
      min: LEAST_SIZE,
      max: 10_000_000,
      default: 80,
      helpValue: 'N',
      description: help.flagSize,
    }),
    duration: Flags.integer({ min: 1, max: 86_400, helpValue: 'SECONDS', description: help.flagDuration }),
    timeout: Flags.integer({
      min: 1,
      max: 600,
      default: 10,
      helpValue: 'SECONDS',
      description: help.flagTimeout,
    }),
    host: Flags.string({ helpValue: 'HOST', description: help.flagHost }),
    ...addressFlags,
    'yes-i-own-it': Flags.boolean({ description: help.flagOwn }),
  }
  static override examples = [
    '<%= config.bin %> bench',
    '<%= config.bin %> bench --clients 20 --rate 500 --duration 30',
    '<%= config.bin %> bench --host chat.example.org --clients 50 --yes-i-own-it --json',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(Bench)
    const { clients, rate, size, duration, timeout } = flags
    const address = await serverAddress(flags.host, flags, (text) => this.noteOfFailure(text))
    if (flags.insecure) this.note(t('chat.insecure'))
    const plan = {
      address,
      clients,
      rate,
      size,
      messages: flags.messages ?? (duration === undefined ? MESSAGES : null),
      durationMs: duration === undefined ? null : duration * 1000,
      timeoutMs: timeout * 1000,
    }
    const result = await stressTest(plan, {
      isOwn: flags['yes-i-own-it'],
      yes: flags.yes,
      asking: askHere(),
      note: (text) => this.note(text),
      screen: process.stderr,
    })
    this.print(flags, benchDocument(plan, result), () => benchScreen(plan, result))
    if (result.interrupted) process.exitCode = EXIT.interrupted
    else if (!isFlawless(plan, result)) process.exitCode = EXIT.failed
  }
}
