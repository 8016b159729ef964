import { join } from 'node:path'
import { configInSight, type LoadedConfig, loadConfig } from '../config/load.ts'
import { type ControlClient, connectControl } from '../control/client.ts'
import { type Located, locateDaemon } from '../control/locate.ts'
import { render, t } from '../messages/index.ts'
import { escapeForTerminal } from './escape.ts'
import { renderDiagnostics } from './render-diagnostics.ts'
import { type Lists, listsInFiles, listsOfServer } from './sanctions/lists.ts'

/** Which server a command is for. */
export interface Wanted {
  /** Value of `--config`. */
  readonly config: string | undefined
  /** Says something beside the result. */
  readonly note: (text: string) => void
}

/**
 * Connects to the running server of the configuration. A configuration that has become unusable does not hide a server
 * that runs with the one from before.
 *
 * @throws ChatctlError as `connectControl`; `config/unusable` or `config/no-access` where nothing runs and
 * the configuration is broken or may not be read
 */
export async function reachServer(wanted: Wanted): Promise<ControlClient> {
  const { loaded, located } = await find(wanted)
  if (isDown(located)) configInSight(loaded)
  if (located.state === 'down' && loaded.path === null) {
    const { otherServers } = await import('./other-servers.ts')
    for (const line of await otherServers(process.getuid?.())) wanted.note(line)
  }
  return await connectControl(located)
}

/**
 * The ban and mute lists: those of the running server, or their files where none runs.
 *
 * @throws ChatctlError as {@link reachServer}, except for `control/not-running`
 */
export async function reachLists(wanted: Wanted): Promise<Lists> {
  const { loaded, located } = await find(wanted)
  if (!isDown(located)) return listsOfServer(await connectControl(located))
  const { data } = configInSight(loaded)
  // Loaded when it is wanted: most commands talk to a server.
  const { openSanctions } = await import('../sanctions/open-sanctions.ts')
  return listsInFiles(
    await openSanctions({
      bannedFile: data.banned_ips_file,
      mutedFile: data.muted_ips_file,
      directory: data.directory,
      now: Date.now,
    }),
  )
}

async function find({ config: explicit, note }: Wanted): Promise<{ loaded: LoadedConfig; located: Located }> {
  const loaded = await loadConfig({ explicit, env: process.env, cwd: process.cwd() })
  const { config, path, found, diagnostics } = loaded
  if (path !== null && !found) note(renderDiagnostics(diagnostics, path))
  const located = await locateOneOf(loaded)
  if (config === undefined && located.state === 'running')
    note(t('commands.brokenConfig', { problem: problemOf(loaded) }))
  return { loaded, located }
}

/**
 * The daemon of a configuration. One that cannot be used does not tell the data folder; it is one of the two usual ones
 * then.
 */
export async function locateOneOf({ config, path, base }: LoadedConfig): Promise<Located> {
  // Without a file any server of this machine is meant; with one, no other server may be taken for its.
  const configFound = path !== null
  const controlSocket = config?.server.control_socket
  const folders = config ? [config.data.directory] : [base, join(base, 'data')]
  let located: Located = { state: 'down' }
  for (const directory of folders) {
    located = await locateDaemon({ controlSocket, directory, configFound })
    if (!isDown(located)) break
  }
  return located
}

const isDown = ({ state }: Located) => state === 'down' || state === 'stale'

/** The first thing that is wrong, with its place. */
function problemOf({ diagnostics }: LoadedConfig): string {
  const first = diagnostics.find(({ severity }) => severity === 'error')
  if (first === undefined) return ''
  const place = first.line > 0 ? `${first.line}:${first.column} ` : ''
  return escapeForTerminal(place + render(first.message))
}
