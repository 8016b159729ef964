import { dirname } from 'node:path'
import { provenance } from '../../host/live-host.ts'
import { unseen } from '../../host/observed.ts'
import { existingLogSet } from '../../logbook/sources/log-set.ts'
import { summarise } from '../../logbook/summary/summarise.ts'
import { defineCollector } from '../collector.ts'

/** A day of a busy server is read within this; of a larger log the newest part. */
const MOST_MS = 500

/** The last day of the log (guide, quick check 4 and log analysis). */
export const logCollector = defineCollector({
  fact: 'log',
  async collect(host, { settings }, signal) {
    const start = performance.now()
    const path = settings.logging.file
    const files = await existingLogSet(path).catch((error: NodeJS.ErrnoException) => error)
    const from = () => provenance(path, start)
    if (files instanceof Error) {
      const isMissing = files.code === 'ENOENT' || files.code === 'ENOTDIR'
      return unseen(
        isMissing ? 'missing' : 'denied',
        `${dirname(path)}: ${files.code}`,
        from(),
        isMissing ? undefined : 'root',
      )
    }
    const summary = await summarise(files, { now: host.now(), signal, maxMs: MOST_MS })
    const denied = summary.unreadable.find(
      ({ file, code }) => file === path && (code === 'EACCES' || code === 'EPERM'),
    )
    if (denied !== undefined) return unseen('denied', `${path}: ${denied.code}`, from(), 'root')
    // Gigabytes without a line, such as a hole of zeros: nothing was seen, which is not the same as nothing wrong.
    if (summary.newestTime === null && summary.cut !== null)
      return unseen('timeout', `${path}: ${summary.cut.bytesNotRead} bytes without a line`, from())
    const ahead =
      summary.newestTime === null
        ? 0
        : Math.max(0, Math.round((Date.parse(summary.newestTime) - host.now()) / 1000))
    return { seen: true, value: { ...summary, files, aheadSeconds: ahead }, from: from() }
  },
})
