import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { monitor } from '../src/cli/monitor/monitor.ts'
import { EXIT } from '../src/errors/ids.ts'
import { en } from '../src/messages/en/index.ts'
import { RESTART_CASES } from '../src/monitor/restart-rule.ts'

const text = en.monitor

export default class Monitor extends ChatctlCommand {
  static override summary = text.summary
  static override examples = [
    '<%= config.bin %> monitor',
    '<%= config.bin %> monitor --once --exec /usr/local/bin/tell-me',
    '<%= config.bin %> monitor --every 30s --webhook https://alerts.example.com/chat --secret-file /etc/chatserver/webhook.secret',
    '<%= config.bin %> monitor --restart-when down --restart-when hung --restart-limit 3',
    '<%= config.bin %> monitor --textfile /var/lib/prometheus/node-exporter/chatctl.prom',
  ]
  static override flags = {
    every: Flags.string({ description: text.flagEvery, helpValue: 'TIME', default: '60s' }),
    once: Flags.boolean({ description: text.flagOnce }),
    repeat: Flags.string({ description: text.flagRepeat, helpValue: 'TIME', default: '4h' }),
    exec: Flags.string({ description: text.flagExec, helpValue: 'PROGRAM' }),
    webhook: Flags.string({ description: text.flagWebhook, helpValue: 'URL', env: 'CHATCTL_WEBHOOK_URL' }),
    'secret-file': Flags.string({ description: text.flagSecretFile, helpValue: 'FILE' }),
    'restart-when': Flags.string({
      description: text.flagRestartWhen,
      options: [...RESTART_CASES],
      multiple: true,
      multipleNonGreedy: true,
    }),
    'restart-limit': Flags.integer({
      description: text.flagRestartLimit,
      helpValue: 'COUNT',
      min: 1,
      max: 60,
      default: 3,
    }),
    textfile: Flags.string({ description: text.flagTextfile, helpValue: 'FILE' }),
    nagios: Flags.boolean({ description: text.flagNagios, dependsOn: ['once'], exclusive: ['json'] }),
    journal: Flags.boolean({ description: text.flagJournal, allowNo: true }),
    state: Flags.string({ description: text.flagState, helpValue: 'FOLDER' }),
    unit: Flags.string({ description: en.doctor.flagUnit, default: 'chatserver' }),
  }

  // With 1 and 2 it says what it has found.
  protected override readonly usageExitCode = EXIT.unusable

  async run(): Promise<void> {
    const { flags } = await this.parse(Monitor)
    // What could not be seen in time may still be waiting for an answer.
    process.exit(await monitor(flags))
  }
}
