import type { Sample } from '../../control/methods.ts'
import { clockTime } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { fromFact, note } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'
import type { Block } from '../report.ts'

const BARS = 24
const MIB = 1024 * 1024

/** Memory and connections over time, from the server's own samples (guide, problem 8: 监控内存使用). */
export const growthSection: SectionMaker = ({ facts }) => ({
  id: 'growth',
  blocks: fromFact(facts, 'live', ({ samples }) =>
    samples === null || samples.length === 0
      ? [note(t('report.noSamples'))]
      : [
          chart(t('report.label.memoryOverTime'), 'MiB', samples, ({ rssBytes }) =>
            Math.round(rssBytes / MIB),
          ),
          chart(t('report.label.connectionsOverTime'), '', samples, ({ connections }) => connections),
        ],
  ),
})

/** At most so many bars, each the highest of its samples: what is looked for is a peak or a slope. */
function chart(
  title: string,
  unit: string,
  samples: readonly Sample[],
  value: (sample: Sample) => number,
): Block {
  const size = Math.ceil(samples.length / BARS)
  const groups = Array.from({ length: Math.ceil(samples.length / size) }, (_, index) =>
    samples.slice(index * size, (index + 1) * size),
  )
  return {
    kind: 'bars',
    title,
    rows: groups.map((group) => ({
      label: clockTime(new Date(group[0]?.at ?? 0)).slice(0, 5),
      parts: [{ name: unit, count: Math.max(...group.map(value)) }],
    })),
  }
}
