import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { Decoder } from '../../capture/decoder.ts'
import type { CaptureEvent } from '../../capture/events.ts'
import { PcapReader } from '../../capture/pcap.ts'
import { RecordingFile } from '../../capture/recording-file.ts'
import { startTcpdump } from '../../capture/tcpdump.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import type { CaptureSummary } from './summary.ts'

export interface CaptureOptions {
  readonly ports: readonly number[]
  readonly ip: string | undefined
  readonly onEvent: (event: CaptureEvent) => void
  /** Waits for whoever reads the events. */
  readonly keepUp: () => Promise<void>
  readonly note: (text: string) => void
}

export interface LiveOptions extends CaptureOptions {
  readonly seconds: number
  readonly interface: string | undefined
  readonly write: string | undefined
  readonly env: NodeJS.ProcessEnv
}

/**
 * Records until the time is over or Ctrl+C, telling what it sees.
 *
 * @throws ChatctlError `capture/…`
 */
export async function captureLive(options: LiveOptions): Promise<CaptureSummary> {
  const { ports, ip, seconds, write, env, note } = options
  const stop = stopOnSignals()
  let file: RecordingFile | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    const recording = await startTcpdump({ ports, ip, interface: options.interface, env })
    const end = () => recording.stop()
    stop.signal.addEventListener('abort', end, { once: true })
    // Whom would it be for, when its reader has gone?
    process.stdout.once('error', end)
    if (stop.signal.aborted) end()
    try {
      file = write === undefined ? undefined : await RecordingFile.create(write, env)
      note(t('capture.begun', { ports: ports.join(', '), seconds }))
      timer = setTimeout(end, seconds * 1000)
      const read = await decode(recording.bytes, options, file)
      const dropped = await recording.ended
      await file?.close()
      return { ...read, dropped, file: file?.path ?? null, interrupted: stop.signal.aborted }
    } finally {
      recording.stop()
      recording.bytes.resume()
      await recording.ended
    }
  } finally {
    clearTimeout(timer)
    stop.release()
  }
}

/**
 * Tells what is in a recording.
 *
 * @param path  of a file of libpcap's format; `-` for standard input
 * @throws ChatctlError `capture/unreadable`, `capture/not-pcap`, `capture/pcapng`
 */
export async function captureFile(path: string, options: CaptureOptions): Promise<CaptureSummary> {
  const bytes = path === '-' ? process.stdin : createReadStream(path)
  try {
    const read = await decode(bytes, options, undefined, path)
    return { ...read, dropped: null, file: null, interrupted: false }
  } catch (error) {
    if (error instanceof ChatctlError) throw error
    const { code = String(error) } = error as NodeJS.ErrnoException
    throw new ChatctlError('capture/unreadable', { path, code }, { cause: error })
  }
}

async function decode(
  bytes: Readable,
  { ports, ip, onEvent, keepUp }: CaptureOptions,
  file: RecordingFile | undefined,
  path = 'tcpdump',
) {
  const reader = new PcapReader()
  const decoder = new Decoder({ ports: new Set(ports), ip })
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    await file?.write(chunk)
    const records = reader.push(chunk)
    if (typeof records === 'string') throw unusable(records, path)
    for (const record of records) for (const event of decoder.take(record)) onEvent(event)
    await keepUp()
  }
  if (!reader.hasBegun && path !== 'tcpdump') throw unusable('not-pcap', path)
  for (const event of decoder.finish()) onEvent(event)
  return { ...decoder.counts, cutOff: reader.pendingBytes > 0 }
}

function unusable(why: 'not-pcap' | 'pcapng' | 'broken', path: string): ChatctlError {
  return new ChatctlError(`capture/${why}`, { path })
}
