import type { DiagnosticId } from '../../../config/diagnostic.ts'
import type { ConfigFacts } from '../../../facts/shapes/config.ts'
import type { Finding } from '../../check.ts'

/** Diagnostics that `--fix` can repair because what was meant is clear. */
const REPAIRABLE = new Set<DiagnosticId>([
  'config/trailing-comma',
  'config/comment',
  'config/byte-order-mark',
  'config/encoding',
  'config/wrong-type',
])

/** The diagnostics of these kinds, each as a finding with its place in the file. */
export function diagnosticFindings(config: ConfigFacts, ids: readonly DiagnosticId[]): Finding[] {
  const path = config.path ?? 'config.json'
  return config.diagnostics
    .filter(({ id }) => ids.includes(id))
    .map(({ id, severity, message, expected, hint, line, column, key, frame }) => {
      const place = line > 0 ? `${path}:${line}:${column}` : path
      const line_ = frame.find(({ number }) => number === line)?.text.trim()
      return {
        severity,
        message,
        evidence: [
          {
            text: {
              key: line_ === undefined ? ('doctor.at' as const) : ('doctor.atLine' as const),
              values: { place: key === '' ? place : `${place} ${key}`, text: line_ ?? '' },
            },
            command: `chatctl serve --check-config --config ${path}`,
          },
          ...[expected, hint].flatMap((text) => (text === undefined ? [] : [{ text }])),
        ],
        fix: REPAIRABLE.has(id)
          ? {
              summary: { key: 'doctor.repairConfig' as const, values: { path } },
              commands: [`chatctl doctor config --fix`],
              risk: 'safe' as const,
              plan: { do: 'repair-config' as const, path },
            }
          : {
              summary: { key: 'doctor.editConfig' as const, values: { place } },
              commands: [`nano ${line > 0 ? `+${line},${column} ` : ''}${path}`],
              risk: 'safe' as const,
            },
      }
    })
}
