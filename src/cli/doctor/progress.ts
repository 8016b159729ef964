import { t } from '../../messages/index.ts'

/** One line on a terminal that says how far it is; nothing elsewhere. */
export interface Progress {
  show(done: number, of: number): void
  clear(): void
}

/** @param output  standard error: results go to standard output alone */
export function progressOn(output: NodeJS.WriteStream): Progress {
  if (!output.isTTY) return { show() {}, clear() {} }
  return {
    show: (done, of) => output.write(`\r\x1b[K${t('doctor.looking', { done, of })}`),
    clear: () => output.write('\r\x1b[K'),
  }
}
