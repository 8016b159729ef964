import type { MessageValues } from '../messages/index.ts'
import type { SanctionNotice } from './sanction.ts'

/** By the name of the text in the catalogue. */
const NOTICES = {
  brokenAtStart: { id: 'sanctions/edit-refused', level: 'error' },
  editRefused: { id: 'sanctions/edit-refused', level: 'error' },
  editMended: { id: 'sanctions/edit-mended', level: 'info' },
  setAside: { id: 'sanctions/set-aside', level: 'warning' },
  expiryNotWritten: { id: 'sanctions/expiry-not-written', level: 'warning' },
  stateUnreadable: { id: 'sanctions/state-unreadable', level: 'warning' },
} as const satisfies Record<string, Pick<SanctionNotice, 'id' | 'level'>>

/** What belongs in the log about the sanctions, under its permanent id. */
export function noticeOf(text: keyof typeof NOTICES, values: MessageValues): SanctionNotice {
  return { ...NOTICES[text], message: { key: `sanctions.${text}`, values } }
}
