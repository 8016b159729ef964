import { once } from 'node:events'
import { isIP } from 'node:net'
import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { eventDocument, eventLine } from '../src/cli/capture/event-line.ts'
import { captureFile, captureLive } from '../src/cli/capture/run-capture.ts'
import { summaryDocument, summaryText } from '../src/cli/capture/summary.ts'
import { serverAddress } from '../src/cli/chat/server-address.ts'
import { ChatctlError } from '../src/errors/chatctl-error.ts'
import { EXIT } from '../src/errors/ids.ts'
import { safeJson } from '../src/logging/escape.ts'
import { en } from '../src/messages/en/index.ts'
import { t } from '../src/messages/index.ts'
import { parseDuration } from '../src/sanctions/expiry.ts'

const { help } = en.capture

export default class Capture extends ChatctlCommand {
  static override summary = help.summary
  static override flags = {
    for: Flags.string({ default: '30s', helpValue: 'TIME', description: help.flagFor }),
    ip: Flags.string({ helpValue: 'ADDRESS', description: help.flagIp }),
    port: Flags.integer({ char: 'p', min: 1, max: 65_535, helpValue: 'PORT', description: help.flagPort }),
    interface: Flags.string({ char: 'i', helpValue: 'NAME', description: help.flagInterface }),
    write: Flags.string({ char: 'w', helpValue: 'FILE', description: help.flagWrite, exclusive: ['read'] }),
    read: Flags.string({ char: 'r', helpValue: 'FILE', description: help.flagRead }),
    'include-messages': Flags.boolean({ description: help.flagMessages }),
  }
  static override examples = [
    'sudo <%= config.bin %> capture --for 1m --ip 10.0.0.5',
    'sudo <%= config.bin %> capture --write chat.pcap',
    '<%= config.bin %> capture --read chat.pcap --include-messages',
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(Capture)
    const { ip, read, write, json } = flags
    if (ip !== undefined && isIP(ip) === 0) throw new ChatctlError('sanctions/not-an-address', { text: ip })
    const ports = [
      flags.port ?? (await serverAddress(undefined, flags, (text) => this.noteOfFailure(text))).port,
    ]
    const withTexts = flags['include-messages']
    const note = (text: string) => this.note(text)
    const options = {
      ports,
      ip,
      note,
      onEvent: (event: Parameters<typeof eventLine>[0]) => {
        const line = json
          ? safeJson(JSON.stringify(eventDocument(event, withTexts)))
          : eventLine(event, withTexts)
        process.stdout.write(`${line}\n`)
      },
      keepUp,
    }
    if (write !== undefined) note(t('capture.inClear'))
    const summary =
      read === undefined
        ? await captureLive({
            ...options,
            seconds: parseDuration(flags.for),
            interface: flags.interface,
            write,
            env: process.env,
          })
        : await captureFile(read, options)
    if (json) process.stdout.write(`${safeJson(JSON.stringify(summaryDocument(summary)))}\n`)
    else note(summaryText(summary, ports))
    if (summary.segments === 0) this.failing()
    if (summary.interrupted) process.exitCode = EXIT.interrupted
    else if (summary.segments === 0) process.exitCode = EXIT.failed
  }
}

async function keepUp(): Promise<void> {
  const { stdout } = process
  if (stdout.writableNeedDrain && stdout.writable)
    await Promise.race([once(stdout, 'drain'), once(stdout, 'close')])
}
