import * as Flags from '@oclif/core/flags'
import { ChatctlCommand } from '../src/cli/base-command.ts'
import { checkedConfig } from '../src/cli/serve/check-config.ts'
import { fillInspect, parseInspect } from '../src/cli/serve/inspect-address.ts'
import { loadConfig } from '../src/config/load.ts'
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
    const load = () => loadConfig({ explicit: config, env: process.env, cwd: process.cwd(), overrides })
    if (flags['check-config']) {
      const { text, exitCode } = checkedConfig(await load(), flags.json)
      process.stdout.write(text)
      process.exitCode = exitCode
      return
    }
    const { runServer } = await import('../src/cli/serve/run-server.ts')
    const { version } = this.config
    const code = await runServer({ load, console: flags.console, inspect, version })
    // The process must end even where something, such as a terminal that is being read, would keep it.
    process.exit(code)
  }
}
