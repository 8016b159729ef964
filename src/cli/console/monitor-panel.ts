import type { ServerStatus, UserInfo } from '../../control/methods.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { UNNAMED } from '../../protocol/texts.ts'
import { escapeForTerminal } from '../escape.ts'

const COLUMNS = 70
const RULE = '='.repeat(COLUMNS)
const THIN_RULE = '-'.repeat(COLUMNS)
const TEXTS = CONSOLE_TEXTS.panel

/**
 * The original's `status` panel (WIRE 11). Its widths count code points, not columns of the screen. The state for banned
 * clients is left out: a ban ends their connections.
 */
export function monitorPanel(status: ServerStatus, users: readonly UserInfo[]): string[] {
  const { connections, globalMute } = status
  const rows = users.map((user) =>
    row(user.ip, String(user.port), `[${state(user, globalMute)}]`, escapeForTerminal(user.name ?? UNNAMED)),
  )
  const mode = globalMute ? TEXTS.everybodyMuted : TEXTS.freeSpeech
  return [
    '',
    RULE,
    centred(TEXTS.title, 66),
    RULE,
    row(TEXTS.address, TEXTS.port, TEXTS.state, TEXTS.name),
    THIN_RULE,
    ...(rows.length > 0 ? rows : [centred(TEXTS.nobody, COLUMNS)]),
    RULE,
    TEXTS.summary(connections.open, connections.max, mode),
    ...(status.compatibility === 'v9' ? [TEXTS.counts(status.files.count, status.bans)] : []),
    '',
  ]
}

function state(user: UserInfo, globalMute: boolean): string {
  const reasons = [user.muted && TEXTS.muted, globalMute && TEXTS.globalMute].filter(Boolean)
  return reasons.join(',') || TEXTS.normal
}

const row = (ip: string, port: string, state: string, name: string) =>
  column(ip, 16) + column(port, 8) + column(state, 12) + column(name, 20)

/** A text that fills its column keeps a blank after it; the original's addresses never did. */
function column(text: string, width: number): string {
  const length = [...text].length
  return text + ' '.repeat(Math.max(length < width ? 0 : 1, width - length))
}

/** As Python centres: an odd blank goes to the right. */
function centred(text: string, width: number): string {
  const blanks = Math.max(0, width - [...text].length)
  return ' '.repeat(Math.floor(blanks / 2)) + text + ' '.repeat(Math.ceil(blanks / 2))
}
