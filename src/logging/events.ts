import { adminEvents } from './events/admin.ts'
import { chatEvents } from './events/chat.ts'
import { doorEvents } from './events/door.ts'
import type { LogEvent } from './events/event.ts'
import { fileEvents } from './events/files.ts'
import { serverEvents } from './events/server.ts'
import { stateEvents } from './events/state.ts'

/**
 * Every log line there is, by its permanent id: the JSON log, `status`, `explain` and the docs use the same word. Where
 * the original servers have words for it, they are theirs to the letter (WIRE.md section 14, v9 wording), because
 * people's scripts look for them; all others come from the catalogue `log.*`.
 */
export const LOG_EVENTS = {
  ...serverEvents,
  ...chatEvents,
  ...doorEvents,
  ...fileEvents,
  ...stateEvents,
  ...adminEvents,
} as const satisfies Record<string, LogEvent>

export type LogEventId = keyof typeof LOG_EVENTS
