import { dirname } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { readInstance } from '../../control/instance.ts'
import {
  runtimeFolder,
  type Surroundings,
  socketCandidates,
  surroundings,
} from '../../control/socket-path.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { makeFolder } from '../../store/make-folder.ts'
import { type ControlAppOptions, createControlApp } from './app.ts'
import { CONTROL_LIMITS } from './limits.ts'
import { claimPath, makePrivateFolder, type PlacedSocket, placeSocket } from './socket-file.ts'

export interface ControlServerOptions extends ControlAppOptions {
  /** `server.control_socket`, absolute, if it is set */
  readonly controlSocket?: string | undefined
  /** `data.directory`, absolute; it exists */
  readonly directory: string
  /** This process's if not given. */
  readonly surroundings?: Surroundings
}

/** The daemon's end of the control socket. */
export interface ControlServer {
  /** Where it listens: for the instance file. */
  readonly path: string
  /** Ends the streams, lets calls in flight finish for a moment, and removes the socket. */
  close(): Promise<void>
}

/**
 * Opens the control socket: at the configured path, else in the runtime folder, else among the temporary files.
 *
 * @throws ChatctlError `control/in-use` if a daemon answers there, `control/path-too-long`, `control/unsafe-folder`,
 * `control/socket-failed`
 */
export async function openControl(options: ControlServerOptions): Promise<ControlServer> {
  const around = options.surroundings ?? surroundings()
  const paths = options.controlSocket ? [options.controlSocket] : socketCandidates(options.directory, around)
  const other = await readInstance(options.directory).catch(() => null)
  for (const path of paths) await claimPath(path, other?.pid)

  let failure: unknown
  for (const path of paths) {
    const app = createControlApp(options)
    try {
      return serving(app, await bind(app, path, options.controlSocket !== undefined, around), options)
    } catch (error) {
      failure = error
      await app.close()
    }
  }
  if (failure instanceof ChatctlError) throw failure
  const { code, message } = failure as NodeJS.ErrnoException
  throw new ChatctlError('control/socket-failed', { path: paths[0] ?? '', reason: code ?? message })
}

async function bind(app: FastifyInstance, path: string, given: boolean, around: Surroundings) {
  if (around.platform === 'win32') {
    await app.listen({ path })
    return { path, remove: async () => {} }
  }
  const folder = dirname(path)
  if (given) await makeFolder(folder, 0o700)
  else await prepareFolder(folder, around)
  return placeSocket(path, (born) => app.listen({ path: born }))
}

/** The folder that systemd made is as the unit says; every other one is made and kept private. */
async function prepareFolder(folder: string, { env, uid, platform }: Surroundings): Promise<void> {
  if (env.RUNTIME_DIRECTORY && folder === runtimeFolder(env, uid, platform)) return
  await makePrivateFolder(folder, uid)
}

function serving(app: FastifyInstance, placed: PlacedSocket, options: ControlAppOptions): ControlServer {
  const { closeMs } = { ...CONTROL_LIMITS, ...options.limits }
  const close = async () => {
    await placed.remove()
    const late = setTimeout(() => app.server.closeAllConnections(), closeMs)
    await app.close()
    clearTimeout(late)
  }
  return { path: placed.path, close }
}
