import { join } from 'node:path'
import type { Config } from '../config/schema.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { createLog } from '../logging/create-log.ts'
import { journalHere } from '../logging/journal/journal.ts'
import { makeFolder } from '../store/make-folder.ts'
import { refuseSecondInstance } from './control/instance-file.ts'
import { Daemon, type DaemonOptions } from './daemon.ts'
import { FileStore } from './files/file-store.ts'
import { logConfigWarnings, openLists } from './notices.ts'
import { timeOfTurn } from './turn-time.ts'

/**
 * Starts the server; when this resolves, clients can connect.
 *
 * @throws ChatctlError with a permanent id, after everything that was opened has been closed again
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { config } = options.loaded
  await makeDataFolder(config.data.directory)
  await refuseSecondInstance(config.data.directory)
  let daemon: Daemon | undefined
  const log = createLog({
    file: config.logging.file,
    format: config.logging.format,
    level: config.logging.level,
    compatibility: config.server.compatibility,
    maxBytes: config.logging.max_bytes,
    backupCount: config.logging.backup_count,
    journal: journalHere(options.env),
    now: timeOfTurn,
    isAwaited: () => daemon?.chat.turn.isScheduled ?? false,
  })
  try {
    logConfigWarnings(options.loaded, log)
    const sanctions = await openLists(config, log)
    const files = new FileStore({
      directory: join(config.data.directory, 'server_temp_files'),
      limits: () => limitsOf(daemon?.chat.config ?? config),
      now: Date.now,
      onNotice: ({ event, ...fields }) => log.event(event, fields),
    })
    daemon = new Daemon(options, log, sanctions, files)
    await daemon.open()
    return daemon
  } catch (error) {
    log.event('server/start-failed', {
      error: (error as Error).message,
      code: error instanceof ChatctlError ? error.id : undefined,
    })
    await daemon?.close()
    log.close()
    throw error
  }
}

function limitsOf({ files, security }: Config) {
  return {
    maxFileBytes: files.max_file_bytes,
    maxBytesPerIp: files.max_bytes_per_ip,
    maxTotalBytes: files.max_total_bytes,
    minFreeBytes: files.min_free_bytes,
    expireHours: security.file_expire_hours,
  }
}

async function makeDataFolder(directory: string): Promise<void> {
  try {
    await makeFolder(directory, 0o750)
  } catch (error) {
    throw new ChatctlError('data/folder-unusable', {
      directory,
      code: (error as NodeJS.ErrnoException).code ?? '?',
    })
  }
}
