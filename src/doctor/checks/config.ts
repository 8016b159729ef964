import { type Check, defineCheck } from '../check.ts'
import type { CheckId } from '../check-ids.ts'
import { diagnosticFindings } from './config/diagnostics.ts'

/** Everything that a broken configuration keeps from working. */
const BROKEN_CONFIG_EXPLAINS: readonly CheckId[] = [
  'service/failed',
  'service/restart-loop',
  'service/not-running',
  'service/crashed',
  'network/not-listening',
]

/** A broken file, by what broke it (guide, problem 1, cause 2). */
export const CONFIG_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'config/missing',
    guide: { problem: 2, cause: '配置文件未找到' },
    needs: ['config'],
    judge({ config }) {
      if (config.found) return []
      return [missing(config.path, config.path ?? '/opt/chatserver/config.json')]
    },
  }),
  defineCheck({
    id: 'config/syntax',
    guide: { problem: 1, cause: '配置文件错误' },
    needs: ['config'],
    clears: BROKEN_CONFIG_EXPLAINS,
    judge: ({ config }) =>
      diagnosticFindings(config, [
        'config/syntax',
        'config/trailing-comma',
        'config/comment',
        'config/not-an-object',
        'config/too-complex',
      ]),
  }),
]

function missing(named: string | null, path: string) {
  return {
    severity: named === null ? ('warning' as const) : ('error' as const),
    message: { key: 'checks.config/missing.found' as const, values: { path } },
    evidence: [
      { text: { key: 'checks.config/missing.seen' as const, values: { path } }, command: `ls -l ${path}` },
    ],
    fix: {
      summary: { key: 'checks.config/missing.fix' as const, values: { path } },
      commands: [`chatctl doctor config/missing --fix`],
      risk: 'safe' as const,
      plan: { do: 'write-default-config' as const, path },
    },
  }
}
