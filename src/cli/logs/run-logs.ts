import { ChatctlError } from '../../errors/chatctl-error.ts'
import { keepYoungGenerationSmall } from '../../host/young-generation.ts'
import type { FollowNews } from '../../logbook/follow/followed-file.ts'
import type { LogRecord } from '../../logbook/log-record.ts'
import { Logbook } from '../../logbook/logbook.ts'
import type { Oddity } from '../../logbook/oddity.ts'
import type { Query } from '../../logbook/query/query.ts'
import { LOG_EVENTS } from '../../logging/events.ts'
import { count as withCommas } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal, jsonForTerminal } from '../escape.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { entryJson, entryRaw, entryText } from './entry-text.ts'
import { oddityNote } from './oddity-notes.ts'
import { Output } from './output.ts'
import { type QuestionFlags, questionOf } from './question.ts'
import { statsScreen } from './stats-screen.ts'
import { type WhichFlags, type WhichLogs, whichLogs } from './which-logs.ts'

/** The flags of `chatctl logs`. */
export interface LogsFlags extends QuestionFlags, WhichFlags {
  readonly lines?: number | undefined
  readonly follow: boolean
  readonly count: boolean
  readonly stats: boolean
  readonly json: boolean
  readonly raw: boolean
}

const DEFAULT_LINES = 50
/** Rows of each list of the statistics on a screen; as data there are more. */
const ROWS = 10
const ROWS_AS_DATA = 1000
const BARS = 24
const BARS_AS_DATA = 120

/**
 * Prints what the flags ask for.
 *
 * @param stdout for results
 * @param note takes what is said beside them
 */
export async function runLogs(
  flags: LogsFlags,
  stdout: NodeJS.WriteStream,
  note: (text: string) => void,
): Promise<void> {
  keepYoungGenerationSmall()
  const query = questionOf(flags, Date.now())
  for (const event of flags.event ?? []) {
    if (!(event in LOG_EVENTS)) note(t('logs.unknownEvent', { event: escapeForTerminal(event) }))
  }
  const logs = await whichLogs(flags)
  const ending = new AbortController()
  const output = new Output(stdout, () => ending.abort())
  const unreadable = new Map<string, string>()
  const onOddity = (oddity: Oddity) => {
    if (oddity.kind === 'unreadable') unreadable.set(oddity.file, oddity.code ?? '')
    note(oddityNote(oddity))
  }
  const sets = logs.sets.map(({ files }) => files)
  const onNews = (news: FollowNews, file: string) =>
    note(t(`logs.follow.${news}`, { file: escapeForTerminal(file) }))
  const logbook = new Logbook({
    ...{ sets, unit: logs.unit, signal: ending.signal, onOddity },
    ...(flags.follow && { onNews }),
  })
  const stop = flags.follow ? stopOnSignals() : null
  stop?.signal.addEventListener('abort', () => ending.abort())
  try {
    await answer(logbook, query, flags, output, note)
    await output.flush()
  } catch (error) {
    if (!ending.signal.aborted) throw error
  } finally {
    stop?.release()
    await logbook.close()
  }
  // A log that is followed may come to be.
  if (!flags.follow) failIfNothingRead(logs, unreadable)
}

async function answer(
  logbook: Logbook,
  query: Query,
  flags: LogsFlags,
  output: Output,
  note: (text: string) => void,
): Promise<void> {
  if (flags.count) {
    const count = await logbook.count(query)
    await output.write(`${flags.json ? jsonForTerminal({ count }) : count}\n`)
    return
  }
  if (flags.stats) {
    const [rows, bars] = flags.json ? [ROWS_AS_DATA, BARS_AS_DATA] : [ROWS, BARS]
    const report = await logbook.stats(query, rows, bars)
    await output.write(`${flags.json ? jsonForTerminal(report) : statsScreen(report, output.columns)}\n`)
    return
  }
  const write = writerOf(flags, output)
  const isBounded = query.since !== undefined || query.until !== undefined
  const most = flags.lines ?? (isBounded ? 0 : DEFAULT_LINES)
  let shown = 0
  for await (const record of most === 0 ? logbook.all(query) : await logbook.newest(query, most)) {
    await write(record)
    shown++
  }
  await output.flush()
  if (flags.follow) {
    for await (const record of logbook.follow(query)) {
      await write(record)
      await output.flush()
    }
    return
  }
  if (!output.isTerminal || flags.json || flags.raw) return
  if (shown === 0) note(t('logs.nothing'))
  else if (flags.lines === undefined && shown === most)
    note(t('logs.newestOnly', { count: withCommas(shown) }))
}

function writerOf({ json, raw }: LogsFlags, output: Output): (record: LogRecord) => Promise<void> {
  if (raw) return (record) => output.write(entryRaw(record, output.isTerminal))
  return (record) => output.write(json ? entryJson(record) : entryText(record))
}

/** @throws ChatctlError `logs/nothing-to-read` where not one of the logs could be opened */
function failIfNothingRead({ sets, unit }: WhichLogs, unreadable: ReadonlyMap<string, string>): void {
  const files = sets.flatMap((set) => set.files)
  const isAll =
    files.every((file) => unreadable.has(file)) && (unit === undefined || unreadable.has(`journal:${unit}`))
  if (!isAll) return
  const file = files.at(-1) ?? ''
  throw new ChatctlError('logs/nothing-to-read', { file, code: unreadable.get(file) ?? '' })
}
