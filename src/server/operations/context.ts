import type {
  ListenAddress,
  ReloadResult,
  Sample,
  SettingsResult,
  StoredFileInfo,
  UserInfo,
} from '../../control/methods.ts'
import type { ChatServer } from '../chat-server.ts'
import type { Client } from '../client.ts'
import type { ConsoleLock } from '../console-lock.ts'
import type { DebugRecorder } from '../debug/recorder.ts'
import type { EventLoopDelay } from '../event-loop-delay.ts'

/** What the operations work on. */
export interface OperationContext {
  readonly chat: ChatServer
  readonly lock: ConsoleLock
  readonly delay: EventLoopDelay
  readonly version: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly now: () => number
  readonly listening: () => readonly ListenAddress[]
  readonly configState: () => {
    readonly path: string | null
    readonly generation: number
    readonly error: string | null
  }
  readonly samples: () => readonly Sample[]
  readonly debug: Pick<DebugRecorder, 'plan' | 'start' | 'job'>
  readonly settings: () => Promise<SettingsResult>
  readonly reload: (by: string) => Promise<ReloadResult>
  /** Begins the shutdown and returns at once. */
  readonly shutdown: () => void
}

/** What stands in the log where an operation does not say who asked for it. */
export const UNKNOWN_OPERATOR = 'control'

export function userInfo({ chat }: OperationContext, client: Client): UserInfo {
  return {
    id: client.id,
    ip: client.ip,
    port: client.port,
    name: client.name ?? null,
    connectedAt: new Date(client.connectedAt).toISOString(),
    silentFor: Math.max(0, Math.round((chat.clock.now() - client.lastSeen) / 100) / 10),
    muted: chat.sanctions.mutes.match(client.ip) !== undefined,
    queuedBytes: client.queuedBytes,
    tls: client.tls,
  }
}

export function fileInfos({ chat }: OperationContext): StoredFileInfo[] {
  return chat.files.list().map((file) => ({
    id: file.id,
    name: file.name,
    bytes: file.bytes,
    uploader: file.uploader,
    ip: file.ip,
    uploadedAt: new Date(file.uploadedAt).toISOString(),
    downloads: file.downloads,
  }))
}
