import type { NoticeId } from '../../client/system-texts.ts'
import type { MessageKey } from '../../messages/index.ts'

/** Texts of the server that say: what you wanted was not done. */
export const REFUSING: ReadonlySet<NoticeId> = new Set<NoticeId>([
  'muted',
  'offline',
  'delivery-failed',
  'file-name',
  'file-type',
  'file-size',
  'file-format',
  'file-failed',
  'file-not-saved',
  'file-unknown',
  'file-unreadable',
])

/** Texts of the server that have a translation; the others are shown as they come. */
export const NOTICE_KEYS: Partial<Record<NoticeId, MessageKey>> = {
  muted: 'chat.notice.muted',
  kicked: 'chat.notice.kicked',
  'banned-now': 'chat.notice.bannedNow',
  'heartbeat-timeout': 'chat.notice.heartbeatTimeout',
  shutdown: 'chat.notice.shutdown',
  'global-mute-on': 'chat.notice.globalMuteOn',
  'global-mute-off': 'chat.notice.globalMuteOff',
  renamed: 'chat.notice.renamed',
  offline: 'chat.notice.offline',
  'delivery-failed': 'chat.notice.deliveryFailed',
  'file-name': 'chat.notice.fileName',
  'file-type': 'chat.notice.fileType',
  'file-size': 'chat.notice.fileSize',
  'file-format': 'chat.notice.fileFormat',
  'file-failed': 'chat.notice.fileFailed',
  'file-not-saved': 'chat.notice.fileNotSaved',
  'file-saved': 'chat.notice.fileSaved',
  'file-unknown': 'chat.notice.fileUnknown',
  'file-unreadable': 'chat.notice.fileUnreadable',
  'message-limit': 'chat.notice.messageLimit',
}
