import type { Verdict } from '../verdict.ts'

/** A plugin's answer: what it prints, and the exit code that Nagios goes by (0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN). */
export interface NagiosAnswer {
  readonly text: string
  readonly exitCode: 0 | 1 | 2 | 3
}

const STATES = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const

/** A verdict as a Nagios plugin says it: one line with the first cause and the counts as performance data, the other causes below. */
export function nagiosAnswer({ outcome, counts, causes, results }: Verdict): NagiosAnswer {
  const sawNothing = counts.pass + counts.warn + counts.fail === 0
  const exitCode = outcome === 'fail' ? 2 : outcome === 'warn' ? 1 : sawNothing ? 3 : 0
  const lines = causes.map((id) => {
    const { message = '' } = results.find(({ check }) => check === id) ?? {}
    return oneLine(`${id}: ${message}`)
  })
  // A plugin that runs without rights sees little: that must not pass for a clean bill of health.
  const unjudged = counts.unknown > 0 ? `, ${counts.unknown} could not be judged` : ''
  const [first = `${counts.pass} checks passed${unjudged}`, ...more] = lines
  const data = Object.entries(counts).map(([name, count]) => `${name}=${count}`)
  return {
    text: [`CHATCTL ${STATES[exitCode]} - ${first} | ${data.join(' ')}`, ...more].join('\n'),
    exitCode,
  }
}

/** A bar begins the performance data, so it may not stand in the text. */
const oneLine = (text: string) => text.replaceAll('|', '/').replaceAll(/\s+/g, ' ')
