import type { Sample } from '../../../control/methods.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { restartCommands } from '../../server-process.ts'
import { trendOf } from '../../trend.ts'

const MIB = 1024 * 1024
/** Over less time a trend is a mood: caches fill, code is compiled. */
const LEAST_HOURS = 2
/** A server that fills its caches grows by less. */
const LEAST_GROWTH = 64 * MIB
const LEAST_SHARE = 0.5

/** What a run that ended longer ago was like says nothing of what is wrong now. */
const OLDEST_MS = 24 * 3_600_000

/** Memory that only ever grows (guide, problem 8), judged by a robust line through the samples of a day. */
export const memoryGrowth: Check = defineCheck({
  id: 'service/memory-growth',
  guide: { problem: 8, cause: '内存使用持续增长' },
  needs: ['live'],
  wants: ['memory'],
  clears: ['host/memory-low', 'host/oom-kills', 'service/killed-for-memory'],
  judge({ live: { samples, status } }, all) {
    const run = samples === null ? [] : lastRun(samples, status?.startedAt)
    const isOld = Date.parse(run.at(-1)?.at ?? '') < Date.parse(all.live.from.at) - OLDEST_MS
    if (run.length === 0 || isOld) return about('service/memory-growth').skipped('untold')
    const trend = trendOf(points(run, ({ rssBytes }) => rssBytes))
    if (trend === null || trend.hours < LEAST_HOURS) return about('service/memory-growth').skipped('tooEarly')
    const grown = trend.last - trend.first
    const crowd = trendOf(points(run, ({ connections, queuedBytes }) => connections + queuedBytes / MIB))
    // More people, or more that waits for them, need more memory: that is no leak.
    const isEarned = crowd !== null && crowd.last > crowd.first * 1.3 + 5
    if (grown < LEAST_GROWTH || grown < trend.first * LEAST_SHARE || isEarned) return []
    const free = all.memory.seen ? all.memory.value.availableBytes : null
    const say = about('service/memory-growth', {
      perHour: Math.round(trend.perHour / MIB),
      from: Math.round(trend.first / MIB),
      to: Math.round(trend.last / MIB),
      hours: Math.round(trend.hours * 10) / 10,
      left: free === null ? '?' : Math.round(free / trend.perHour),
    })
    const evidence = [say.seen('seen', 'chatctl status'), ...(free === null ? [] : [say.seen('until')])]
    return [say.warning('found', evidence, say.fix('fix', restartCommands(all), 'interrupts-users'))]
  },
})

/** A new run begins with little memory: a line through two of them would be none. */
function lastRun(samples: readonly Sample[], runs: string | undefined): readonly Sample[] {
  const started = runs ?? samples.at(-1)?.startedAt
  return started === undefined ? samples : samples.filter(({ at }) => at >= started)
}

const points = (samples: readonly Sample[], value: (sample: Sample) => number) =>
  samples.map((sample) => ({ at: Date.parse(sample.at), value: value(sample) }))
