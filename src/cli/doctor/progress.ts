import { t } from '../../messages/index.ts'

/** One line on a terminal that says how far it is; nothing elsewhere. */
export interface Progress {
  show(done: number, of: number): void
  clear(): void
}

/** @param output  standard error, as results go to standard output alone; null for none */
export function progressOn(output: NodeJS.WriteStream | null): Progress {
  if (!output?.isTTY) return { show() {}, clear() {} }
  return {
    show: (done, of) => output.write(`\r\x1b[K${t('doctor.looking', { done, of })}`),
    clear: () => output.write('\r\x1b[K'),
  }
}
