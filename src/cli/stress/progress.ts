import { count } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import type { BenchProgress } from '../../stress/run-bench.ts'
import { cut } from '../screens/columns.ts'

/** One line on a terminal that says how far the test is; nothing elsewhere. */
export interface ProgressLine {
  show(progress: BenchProgress): void
  clear(): void
}

/** @param output  standard error, as results go to standard output alone */
export function progressLine(output: NodeJS.WriteStream, of: string): ProgressLine {
  if (!output.isTTY) return { show() {}, clear() {} }
  return {
    show: (progress) => {
      const text = cut(textOf(progress, of), (output.columns || 80) - 1)
      output.write(`\r\x1b[K${text}`)
    },
    clear: () => output.write('\r\x1b[K'),
  }
}

function textOf(progress: BenchProgress, of: string): string {
  if (progress.step === 'entering') {
    const { entered, failed, of: wanted } = progress
    return t('bench.entering', { entered, wanted, failed })
  }
  const { sent, heard, perSecond, troubles } = progress
  return t('bench.talking', {
    sent: count(sent),
    of,
    heard: count(heard),
    rate: count(Math.round(perSecond)),
    troubles: count(troubles),
  })
}
