import type { Readable, Writable } from 'node:stream'
import { ChatClient, type ClientEvent, type Loss } from '../../client/chat-client.ts'
import { type ChatAddress, openConnection } from '../../client/connect.ts'
import { t } from '../../messages/index.ts'
import { LineScreen } from '../console/line-screen.ts'
import { paintFor } from '../console/paint.ts'
import { runLine } from './commands.ts'
import { complete } from './completion.ts'
import { PipeScreen, type Screen } from './pipe-screen.ts'
import { addressText } from './server-address.ts'
import { jsonLine, showEvent } from './show-event.ts'
import { ungreetedText } from './ungreeted-text.ts'
import { type Teller, Visit } from './visit.ts'

export interface ChatOptions {
  readonly address: ChatAddress
  readonly name: string
  readonly input: Readable
  readonly output: Writable
  /** Says something beside the conversation. */
  readonly note: (text: string) => void
  /** Line editing and colours; without it lines are read as they come. */
  readonly isTerminal: boolean
  readonly json: boolean
  /** Every line is a text, also one that begins with a slash. */
  readonly literal: boolean
  /** Where received files are saved. */
  readonly folder: string
  /** Attempts to come back after a loss. */
  readonly attempts: number
  readonly now?: () => Date
  readonly connectMs?: number
  readonly farewellMs?: number
  readonly backoff?: (attempt: number) => number
}

/** How a chat ended. */
export interface ChatEnd {
  readonly loss: Loss
  /** Whether the server had let us in. */
  readonly wasIn: boolean
  /** Wishes that were not carried out, as far as the protocol tells. */
  readonly failures: number
}

const CONNECT_MS = 10_000
/** A server that lives greets at once. */
const GREETING_MS = 5000
/** A person who leaves is not kept waiting for long by a server that hangs; a script wants to know. */
const FAREWELL_MS = 3000
/** A person has seen by then whether anybody answered; for a script everything counts. */
const DOUBT_MS = 10_000

/** Stays in a room until the input ends, somebody quits, or the connection is lost for good. */
export async function runChat(options: ChatOptions): Promise<ChatEnd> {
  const { address, isTerminal, json, literal, now = () => new Date() } = options
  const where = addressText(address)
  const paint = paintFor(isTerminal)
  const holdBack = slowReaderGuard(options.output, () => client)
  const print = (lines: readonly string[]) => {
    screen.print(...lines)
    holdBack()
  }
  const teller: Teller = {
    show(event, more) {
      const me = client.session?.name ?? options.name
      const showing = { paint, now: now(), me, address: where, ...more }
      print(json ? [jsonLine(event, showing.now)] : showEvent(event, showing))
    },
    answer: (value, lines) => print(json ? [jsonLine(value, now())] : lines),
    now: () => performance.now(),
    doubtMs: isTerminal ? DOUBT_MS : Number.POSITIVE_INFINITY,
    problem: (text) => (isTerminal ? print([paint.yellow(text)]) : options.note(text)),
  }
  const visit = new Visit(options.folder, teller, (onEvent) => clientFor(options, onEvent, teller))
  const { client } = visit
  const screen = openScreen(options, visit, () => {
    client.leave()
    screen.close()
  })
  if (isTerminal) print([paint.dim(t('chat.connecting', { address: where }))])
  const staying = client.stay().finally(() => screen.close())
  if (await client.ready) await readLines(screen, visit, { literal, isTerminal })
  client.leave()
  const loss = await staying
  if (isTerminal && loss.reason === 'unconfirmed') options.note(t('chat.unconfirmed'))
  await visit.settled()
  return { loss, wasIn: visit.wasIn, failures: visit.failures }
}

function clientFor(
  options: ChatOptions,
  onEvent: (event: ClientEvent) => void,
  { problem }: Teller,
): ChatClient {
  const timeoutMs = options.connectMs ?? CONNECT_MS
  return new ChatClient({
    name: options.name,
    attempts: options.attempts,
    ...(options.backoff && { backoff: options.backoff }),
    open: (signal) => openConnection(options.address, { timeoutMs, signal }),
    greetingMs: GREETING_MS,
    ...(options.isTerminal && { farewellMs: options.farewellMs ?? FAREWELL_MS }),
    onUngreeted: (limitMs) => problem(ungreetedText(options.address, limitMs)),
    onEvent,
  })
}

async function readLines(
  screen: Screen,
  visit: Visit,
  { literal, isTerminal }: { readonly literal: boolean; readonly isTerminal: boolean },
): Promise<void> {
  for (let line = await screen.next(); line !== null; line = await screen.next()) {
    // A person is told that there is no connection; a script's line waits for the next one.
    if (!isTerminal && visit.client.session === undefined && !(await visit.client.ready)) return
    if (!(await runLine(visit, line, literal))) return
  }
}

function openScreen(
  { input, output, isTerminal }: ChatOptions,
  visit: Visit,
  onInterrupt: () => void,
): Screen {
  if (!isTerminal) return new PipeScreen(input, output)
  const options = { input, output, isTerminal, onInterrupt }
  return new LineScreen({ ...options, complete: async (line) => complete(line, visit) })
}

/** A reader of our output that is slower than the server holds back the server; it does not fill our memory. */
function slowReaderGuard(output: Writable, client: () => ChatClient): () => void {
  let isWaiting = false
  return () => {
    if (isWaiting || !output.writableNeedDrain) return
    isWaiting = true
    client().session?.pause()
    output.once('drain', () => {
      isWaiting = false
      client().session?.resume()
    })
  }
}
