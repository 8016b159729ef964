import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { fillInspect, parseInspect } from '../src/cli/serve/inspect-address.ts'
import { checkConfig, runServer } from '../src/cli/serve/run-server.ts'
import { en } from '../src/messages/en/index.ts'

const text = en.serve

export default class Serve extends ChatctlCommand {
  static override summary = text.summary
  static override examples = [
    '<%= config.bin %> serve',
    '<%= config.bin %> serve --config /opt/chatserver/config.json --check-config',
    '<%= config.bin %> serve --port 3001 --console',
    '<%= config.bin %> serve --inspect',
  ]
  static override flags = {
    port: Flags.integer({ description: text.flagPort }),
    host: Flags.string({ description: text.flagHost }),
    'check-config': Flags.boolean({ description: text.flagCheck }),
    console: Flags.boolean({ description: text.flagConsole }),
    inspect: Flags.string({ helpLabel: '--inspect[=HOST:PORT]', description: text.flagInspect }),
  }

  protected override async init(): Promise<void> {
    await super.init()
    this.argv = fillInspect(this.argv)
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Serve)
    const { config, host, port } = flags
    const inspect = flags.inspect === undefined ? undefined : parseInspect(flags.inspect)
    const overrides = { ...(host !== undefined && { host }), ...(port !== undefined && { port }) }
    const code = flags['check-config']
      ? await checkConfig({ config, overrides }, flags.json)
      : await runServer({ config, overrides, console: flags.console, inspect, version: this.config.version })
    // The process must end even where something, such as a terminal that is being read, would keep it.
    process.exit(code)
  }
}
