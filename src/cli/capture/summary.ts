import type { DecoderCounts } from '../../capture/decoder.ts'
import { count } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'

/** What became of a recording. */
export interface CaptureSummary extends DecoderCounts {
  /** Packets that the kernel had no room for; null where that is not known. */
  readonly dropped: number | null
  /** Where the recording is, if it was kept. */
  readonly file: string | null
  readonly interrupted: boolean
  /** The recording ends within a packet. */
  readonly cutOff: boolean
}

/** What `--json` prints last. */
export function summaryDocument(summary: CaptureSummary) {
  return { event: 'summary', ...summary }
}

/** Lines for people: how much there was, and what may be missing. */
export function summaryText(summary: CaptureSummary, ports: readonly number[]): string {
  const { segments, connections, packets, repeated, early, gapBytes, bad, dropped, file } = summary
  const types = (by: 'client' | 'server') =>
    Object.entries(packets[by])
      .sort(([, a], [, b]) => b - a)
      .map(([type, times]) => `${escapeForTerminal(type)} ${count(times)}`)
      .join(', ') || '-'
  return [
    t('capture.sum', { segments: count(segments), connections: count(connections) }),
    t('capture.toServer', { types: types('client') }),
    t('capture.fromServer', { types: types('server') }),
    ...(bad > 0 ? [t('capture.badCount', { count: count(bad) })] : []),
    ...(repeated + early > 0
      ? [t('capture.disorder', { repeated: count(repeated), early: count(early) })]
      : []),
    ...(gapBytes > 0 ? [t('capture.gapCount', { bytes: count(gapBytes) })] : []),
    ...((dropped ?? 0) > 0 ? [t('capture.dropped', { count: count(dropped ?? 0) })] : []),
    ...(summary.fragments > 0 ? [t('capture.fragments', { count: count(summary.fragments) })] : []),
    ...(summary.unknownLinks > 0 ? [t('capture.unknownLinks', { count: count(summary.unknownLinks) })] : []),
    ...(summary.cutOff ? [t('capture.cutOff')] : []),
    ...(segments === 0 ? [nothingText(summary, ports)] : []),
    ...(file === null ? [] : [t('capture.kept', { file })]),
  ].join('\n')
}

function nothingText({ otherPorts, records }: CaptureSummary, ports: readonly number[]): string {
  if (records === 0) return t('capture.nothing', { ports: ports.join(', ') })
  return t('capture.otherPorts', { ports: ports.join(', '), others: otherPorts.join(', ') || '-' })
}
