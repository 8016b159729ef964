import { setTimeout as delay } from 'node:timers/promises'
import chalk from 'chalk'
import { EXIT } from '../../errors/ids.ts'
import { clockTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { stopOnSignals } from '../stop-on-signals.ts'
import { type OutputFlags, present, type Run, writeReports } from './outputs.ts'

/**
 * Runs again and again until Ctrl+C; a second one does not wait for the end of a run. A terminal shows the newest run; a pipe or file gets one only when an outcome is
 * another than before.
 *
 * @param seconds  between the end of a run and the start of the next
 * @returns the exit code of the last run
 */
export async function watch(seconds: number, flags: OutputFlags, look: () => Promise<Run>): Promise<number> {
  const stop = stopOnSignals()
  const screen = process.stdout
  let exitCode: number = EXIT.ok
  let before = ''
  while (!stop.signal.aborted) {
    const run = await look()
    await writeReports(run, flags)
    const shown = present(run, flags, screen.columns || 80)
    exitCode = shown.exitCode
    const head = t('doctor.watching', { seconds, time: clockTime(new Date(run.at)) })
    const outcomes = run.results.map(({ outcome }) => outcome).join()
    if (screen.isTTY) screen.write(`\x1b[H\x1b[2J${chalk.dim(head)}\n\n${shown.text}\n`)
    else if (outcomes !== before)
      screen.write(isForPrograms(flags) ? `${shown.text}\n` : `${head}\n${shown.text}\n\n`)
    before = outcomes
    await delay(seconds * 1000, undefined, { signal: stop.signal }).catch(() => {})
  }
  return exitCode
}

const isForPrograms = ({ json, nagios, prometheus }: OutputFlags) => json || nagios || prometheus
