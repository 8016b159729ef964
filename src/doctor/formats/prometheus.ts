import { OUTCOMES } from '../check.ts'
import type { Verdict } from '../verdict.ts'

export interface Run {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly ms: number
}

/** A verdict as a file for Prometheus' textfile collector. */
export function prometheusText({ counts, results }: Verdict, { at, ms }: Run): string {
  const metric = (name: string, help: string, samples: readonly string[]) =>
    [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...samples.map((sample) => `${name}${sample}`)].join(
      '\n',
    )
  const states = results.map(
    ({ check, theme, outcome }) => `{check="${check}",theme="${theme}"} ${OUTCOMES.indexOf(outcome)}`,
  )
  return `${[
    metric('chatctl_check_state', 'State of a check: 0 pass, 1 warn, 2 fail, 3 unknown, 4 skipped.', states),
    metric(
      'chatctl_checks',
      'Number of checks by outcome.',
      OUTCOMES.map((outcome) => `{outcome="${outcome}"} ${counts[outcome]}`),
    ),
    metric('chatctl_doctor_duration_seconds', 'Time that the checks took.', [` ${(ms / 1000).toFixed(3)}`]),
    metric('chatctl_doctor_timestamp_seconds', 'When the checks ended.', [` ${Math.floor(at / 1000)}`]),
  ].join('\n')}\n`
}
