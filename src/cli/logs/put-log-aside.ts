import { resolve } from 'node:path'
import { configInSight, loadConfig } from '../../config/load.ts'
import type { ControlClient } from '../../control/client.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { writersOf } from '../../host/file-writers.ts'
import { putAside } from '../../logging/put-aside.ts'
import { reachServer, type Wanted } from '../daemon.ts'

/** The log of the configuration, and the running server that writes it. */
export interface LiveLog {
  readonly file: string
  readonly server: ControlClient | undefined
  readonly backupCount: number
}

/**
 * Finds the log and the server that writes it, if one runs.
 *
 * @throws ChatctlError as `reachServer`, except for `control/not-running` and `control/died`
 */
export async function liveLog(wanted: Wanted): Promise<LiveLog> {
  const server = await reachServer(wanted).catch((error: unknown) => {
    const isDown = error instanceof ChatctlError && ['control/not-running', 'control/died'].includes(error.id)
    if (isDown) return undefined
    throw error
  })
  const loaded = await loadConfig({ explicit: wanted.config, env: process.env, cwd: process.cwd() })
  const status = await server?.call('status', {})
  const { file, backup_count: backupCount } = configInSight(loaded).logging
  return { file: resolve(status?.log.file ?? file), server, backupCount }
}

/**
 * Renames the log: through the server that writes it, so that no line is lost and no rotation of its own comes between,
 * or directly where nobody writes it.
 *
 * @returns the new path; null for an empty log
 * @throws ChatctlError `logs/not-rotated`, `logs/written-by-other`
 */
export async function putLogAside(
  { file, server, backupCount }: LiveLog,
  as: 'number' | 'clear',
): Promise<string | null> {
  if (server !== undefined) return (await server.call('rotate', { as })).to
  const [pid] = await writersOf(file)
  if (pid !== undefined) throw new ChatctlError('logs/written-by-other', { file, pid })
  try {
    return putAside(file, { as, backupCount, now: new Date() })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new ChatctlError('logs/not-rotated', { file, code: code ?? message })
  }
}
