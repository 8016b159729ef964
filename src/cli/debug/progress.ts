import type { DebugKind } from '../../control/methods.ts'
import { t } from '../../messages/index.ts'

const TICK_MS = 250

/** One line on a terminal that says what is waited for; nothing elsewhere. */
export function progressOn(output: NodeJS.WriteStream, kind: DebugKind, seconds: number): { end(): void } {
  if (!output.isTTY) return { end() {} }
  const start = performance.now()
  const show = () => {
    const spent = Math.round((performance.now() - start) / 1000)
    const text =
      kind === 'cpu'
        ? t('debug.recording', { spent: Math.min(spent, seconds), seconds })
        : t('debug.waiting', { spent })
    output.write(`\r\x1b[K${text}`)
  }
  const timer = setInterval(show, TICK_MS)
  show()
  return {
    end() {
      clearInterval(timer)
      output.write('\r\x1b[K')
    },
  }
}
