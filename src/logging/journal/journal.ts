import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, fstatSync } from 'node:fs'
import { visible } from '../escape.ts'
import type { LogLevel } from '../level.ts'
import { messageIdOf } from './message-id.ts'

/** What becomes one entry of the system's journal, which `journalctl -x` explains by its MESSAGE_ID. */
interface JournalEntry {
  readonly kind: 'event' | 'error' | 'alert'
  readonly id: string
  readonly level: LogLevel
  readonly message: string
}

/** The journal of systemd, as far as an entry may not just be a line on standard error. */
export interface Journal {
  /**
   * Sends an entry, at most one a minute of each id; returns at once.
   *
   * @param onFailed  called where there is no way to send it
   */
  send(entry: JournalEntry, onFailed?: () => void): void
  /** Sends an entry and waits. @returns false where there is no way to send it */
  sendNow(entry: JournalEntry): boolean
}

const SOCKET = '/run/systemd/journal/socket'
const PRIORITIES: Record<LogLevel, number> = { CRITICAL: 2, ERROR: 3, WARNING: 4, INFO: 6, DEBUG: 7 }
const PATIENCE_MS = 3000
const SAME_AGAIN_MS = 60_000
/**
 * Node has no Unix datagram sockets, so util-linux's logger speaks for us. The journal looks up the unit of a sender by
 * its pid, which a program that ends at once has lost by then; as a child of `sleep`, which does not wait for it, it keeps
 * its entry in the process table for a moment.
 */
const SCRIPT =
  'logger --help 2>/dev/null | grep -q -e --journald || exit 1; exec 3<&0; logger --journald <&3 & exec sleep 0.2'

/** The journal, where the standard error of this process goes there. */
export function journalHere(env: NodeJS.ProcessEnv, now: () => number = Date.now): Journal | undefined {
  return leadsToJournal(env.JOURNAL_STREAM) ? openJournal(now) : undefined
}

/** The journal, wherever standard error goes; undefined where there is none that this user may write to. */
export function openJournal(now: () => number = Date.now): Journal | undefined {
  try {
    accessSync(SOCKET, constants.W_OK)
  } catch {
    return undefined
  }
  const sent = new Map<string, number>()
  const command = ['-c', SCRIPT] as const
  return {
    send(entry, onFailed = () => {}) {
      const at = now()
      if (at - (sent.get(entry.id) ?? Number.NEGATIVE_INFINITY) < SAME_AGAIN_MS) return
      sent.set(entry.id, at)
      const child = spawn('sh', command, { stdio: ['pipe', 'ignore', 'ignore'] })
      child.on('error', onFailed)
      child.on('exit', (code) => code === 0 || onFailed())
      child.stdin.on('error', () => {})
      child.stdin.end(textOf(entry))
      child.unref()
    },
    sendNow(entry) {
      const { status } = spawnSync('sh', command, {
        input: textOf(entry),
        stdio: ['pipe', 'ignore', 'ignore'],
        timeout: PATIENCE_MS,
      })
      return status === 0
    },
  }
}

/** systemd names the device and inode of what it has connected; a terminal or file opened since is another one. */
function leadsToJournal(stream: string | undefined): boolean {
  if (stream === undefined || stream === '') return false
  try {
    accessSync(SOCKET, constants.W_OK)
    const { dev, ino } = fstatSync(2, { bigint: true })
    return stream === `${dev}:${ino}`
  } catch {
    return false
  }
}

function textOf({ kind, id, level, message }: JournalEntry): string {
  const fields = {
    MESSAGE: visible(message),
    MESSAGE_ID: messageIdOf(kind, id),
    PRIORITY: PRIORITIES[level],
    SYSLOG_IDENTIFIER: 'chatctl',
    SYSLOG_PID: process.pid,
    [`CHATCTL_${kind.toUpperCase()}`]: id,
  }
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
