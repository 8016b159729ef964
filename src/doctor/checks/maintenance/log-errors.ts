import { defineCheck, type Evidence } from '../../check.ts'

/** What clients and operators do wrong is logged as an error too, and is none of the server. */
const OF_OTHERS = /^(?:protocol|door|chat|admin)\//
const SHOWN = 3

/** Errors of the last day (guide, log analysis). Other checks find what is wrong now; this one says where to read on. */
export const logErrors = defineCheck({
  id: 'maintenance/log-errors',
  guide: { problem: null, cause: '查看错误日志' },
  needs: ['log', 'config'],
  judge({ log: { troubles, cut }, config }) {
    const errors = troubles.filter(
      ({ level, event }) => (level === 'ERROR' || level === 'CRITICAL') && !OF_OTHERS.test(event ?? ''),
    )
    const [most] = errors
    if (most === undefined) return []
    const total = errors.reduce((sum, { count }) => sum + count, 0)
    const flag = config.path === null ? '' : ` --config ${config.path}`
    const evidence: Evidence[] = errors.slice(0, SHOWN).map(({ event, count, last, example }) => ({
      text: {
        key: 'checks.maintenance/log-errors.seen',
        values: { event: event ?? '?', count, time: last, example },
      },
    }))
    if (cut?.from)
      evidence.push({ text: { key: 'checks.maintenance/log-errors.cut', values: { from: cut.from } } })
    return [
      {
        severity: 'hint',
        message: {
          key: 'checks.maintenance/log-errors.found',
          values: { count: total, event: most.event ?? '?' },
        },
        evidence,
        fix: {
          summary: { key: 'checks.maintenance/log-errors.fix' },
          commands: [
            `chatctl logs --level ERROR --since "1 day ago"${flag}`,
            ...(most.event ? [`chatctl explain ${most.event}`] : []),
          ],
          risk: 'safe',
        },
      },
    ]
  },
})
