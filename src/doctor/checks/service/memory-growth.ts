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

/** Memory that only ever grows (guide, problem 8), judged by a robust line through the samples of a day. */
export const memoryGrowth: Check = defineCheck({
  id: 'service/memory-growth',
  guide: { problem: 8, cause: '内存使用持续增长' },
  needs: ['live'],
  wants: ['memory'],
  clears: ['host/memory-low', 'host/oom-kills', 'service/killed-for-memory'],
  judge({ live: { samples, status } }, all) {
    if (samples === null || status === null) return about('service/memory-growth').skipped('untold')
    const trend = trendOf(points(samples, ({ rssBytes }) => rssBytes))
    if (trend === null || trend.hours < LEAST_HOURS) return about('service/memory-growth').skipped('tooEarly')
    const grown = trend.last - trend.first
    const crowd = trendOf(points(samples, ({ connections, queuedBytes }) => connections + queuedBytes / MIB))
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

const points = (samples: readonly Sample[], value: (sample: Sample) => number) =>
  samples.map((sample) => ({ at: Date.parse(sample.at), value: value(sample) }))
