import type { PathRole } from './paths.ts'

/** A filesystem that the server writes to. */
export interface DiskFacts {
  readonly mount: string
  /** ext4, tmpfs, … */
  readonly type: string
  /** A folder of ours on it. */
  readonly path: string
  readonly roles: readonly PathRole[]
  readonly totalBytes: number
  /** For the service user: what is kept for root is not free for others. */
  readonly freeBytes: number
  /** 0 where the filesystem does not count them. */
  readonly totalInodes: number
  readonly freeInodes: number
  readonly readOnly: boolean
}

export interface LogFileFacts {
  readonly path: string
  readonly bytes: number
  /** ISO 8601 */
  readonly modified: string
}

/** A file that is deleted and keeps its place on the disk because the server has it open. */
export interface DeletedFile {
  readonly pid: number
  readonly descriptor: number
  readonly path: string
  readonly bytes: number
  /** The process opens its log anew on SIGUSR2; others would end. */
  readonly reopens: boolean
}

export interface StorageFacts {
  readonly disks: readonly DiskFacts[]
  /** The log first, then its rotated and compressed parts. */
  readonly logFiles: readonly LogFileFacts[]
  /** The configuration of logrotate that names the log. */
  readonly rotatedBy: string | null
  /** null where the server's descriptors may not be looked at */
  readonly deletedOpen: readonly DeletedFile[] | null
}
