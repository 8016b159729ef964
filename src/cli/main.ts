import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Config } from '@oclif/core/config'
import { handle } from '@oclif/core/handle'
import type { Plugin } from '@oclif/core/interfaces'
import { run } from '@oclif/core/run'
import { settings } from '@oclif/core/settings'
import { currentLocale, loadCatalogue } from '../messages/index.ts'
import { builtPlugin } from './built-plugin.ts'
import { reportError } from './report-error.ts'

/** Where the commands and hooks are when they are not the built ones. */
interface Sources {
  readonly commands: string
  readonly hooks: string
}

/**
 * Runs the command line of this process and sets its exit code.
 *
 * @param bin  URL of the file in bin/ that was started; the package is the folder above it.
 */
export async function start(bin: string, sources?: Sources): Promise<void> {
  settings.enableAutoTranspile = false
  const root = dirname(dirname(fileURLToPath(bin)))
  try {
    await loadCatalogue()
    const argv = wordsOf(process.argv.slice(2))
    const plugin = sources ? await pluginFromSources(root, sources) : builtPlugin(root, argv, currentLocale())
    await run(argv, { root, plugins: new Map([[plugin.name, plugin]]) })
    await written(process.stdout)
  } catch (error) {
    if (!reportError(error)) await handle(error as Error)
  }
}

/** `chatctl help ban` is what people type for `chatctl ban --help`. */
function wordsOf(argv: string[]): string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv
}

/** Waits until a reader has taken all that was printed, or is gone, as `head` is after its lines: then nobody misses the rest. */
async function written(out: NodeJS.WriteStream): Promise<void> {
  if (!out.writableNeedDrain) return
  await new Promise<void>((resolve) => {
    for (const event of ['drain', 'error', 'close']) out.once(event, () => resolve())
  })
}

async function pluginFromSources(root: string, sources: Sources): Promise<Plugin> {
  const { readFile } = await import('node:fs/promises')
  const pjson = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  pjson.oclif.commands.target = sources.commands
  pjson.oclif.helpClass = `${sources.hooks}/help.ts`
  pjson.oclif.hooks = { command_not_found: `${sources.hooks}/command-not-found.ts` }
  const config = await Config.load({ root, pjson, ignoreManifest: true, userPlugins: false })
  const plugin = config.getPluginsList()[0] as Plugin
  const { translateHelp } = await import('./translate-help.ts')
  translateHelp(plugin)
  return plugin
}
