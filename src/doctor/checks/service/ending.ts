import type { UnitFacts } from '../../../facts/shapes/unit.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import type { CheckId } from '../../check-ids.ts'
import { journalEvidence } from '../../journal-evidence.ts'
import { isRunning } from '../../server-process.ts'
import { hasFailed, lookSystemctl, systemctl, typeSystemctl, typeUp } from '../../systemctl.ts'

const DAY_MS = 86_400_000
const SIGKILL = 9
/** A unit that was restarted so often, and not long ago, is not well. */
const MANY_RESTARTS = 3
const RECENT_MS = 10 * 60_000

const NOT_UP: readonly CheckId[] = [
  'service/not-running',
  'service/control-socket-stale',
  'network/not-listening',
]

/** Words of the memory killer, of Node and of Python. */
const MEMORY = /oom.kill|out of memory|killed by the OOM killer|heap limit|MemoryError/i

/** How the server ended, from systemd and its journal (guide, problem 2; table of exit codes). */
export const ENDING_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'service/killed-for-memory',
    guide: { problem: 8, cause: 'Exit code 137' },
    needs: ['unit', 'self'],
    wants: ['journal', 'memory'],
    clears: ['service/failed', 'service/restart-loop', 'service/crashed', 'host/oom-kills', ...NOT_UP],
    judge({ unit, self }, all) {
      const since = Date.parse(all.unit.from.at) - DAY_MS
      const lines = all.journal.seen
        ? all.journal.value.filter(({ time, message }) => Date.parse(time) > since && MEMORY.test(message))
        : []
      const bySystemd = unit.result === 'oom-kill'
      if (!bySystemd && lines.length === 0) return []
      const say = about('service/killed-for-memory', {
        unit: unit.name,
        time: lines.at(-1)?.time ?? unit.since ?? '',
      })
      const evidence = [
        ...(bySystemd
          ? [say.seen('result', lookSystemctl(unit, self, 'show', '-p', 'Result,ExecMainStatus', unit.name))]
          : []),
        ...journalEvidence(all, MEMORY),
      ]
      const fix = say.fix('fix', ['free -h', typeSystemctl(unit, self, 'edit', unit.name)])
      return [
        isRunning(all) === true ? say.warning('before', evidence, fix) : say.error('found', evidence, fix),
      ]
    },
  }),
  defineCheck({
    id: 'service/restart-loop',
    guide: { problem: 2, cause: '服务启动后立即退出' },
    automatic: true,
    needs: ['unit', 'self'],
    wants: ['journal'],
    clears: ['service/failed', 'service/crashed', ...NOT_UP],
    judge(_facts, all) {
      if (!all.unit.seen || !all.self.seen) return []
      const unit = all.unit.value
      const self = all.self.value
      if (!isLooping(unit, Date.parse(all.unit.from.at))) return []
      const say = about('service/restart-loop', {
        unit: unit.name,
        count: unit.restarts,
        code: unit.exitCode ?? unit.signal ?? '?',
      })
      const gaveUp = unit.activeState === 'failed'
      const evidence = [
        say.seen(
          'seen',
          lookSystemctl(unit, self, 'show', '-p', 'NRestarts,Result,ExecMainStatus', unit.name),
        ),
        ...journalEvidence(all),
      ]
      const commands = typeUp(unit, self, 'restart')
      const first = hasFailed(unit) ? [systemctl(unit, self, 'reset-failed', unit.name)] : []
      const argv = systemctl(unit, self, 'restart', unit.name)
      const fix = say.fix('fix', commands, 'safe', { do: 'run', first, argv })
      return [say.error(gaveUp ? 'gaveUp' : 'found', evidence, fix)]
    },
  }),
  defineCheck({
    id: 'service/failed',
    guide: { problem: 2, cause: 'Active: failed (Result: exit-code)' },
    automatic: true,
    needs: ['unit', 'self'],
    wants: ['journal', 'live', 'processes'],
    clears: NOT_UP,
    judge({ unit, self }, all) {
      if (unit.activeState !== 'failed') return []
      const say = about('service/failed', {
        unit: unit.name,
        result: unit.result,
        code: unit.exitCode ?? '',
        signal: unit.signal ?? '',
      })
      const end = endingOf(unit)
      const evidence = [
        say.seen(end, lookSystemctl(unit, self, 'status', unit.name, '--no-pager')),
        ...journalEvidence(all),
      ]
      const argv = systemctl(unit, self, 'restart', unit.name)
      const first = systemctl(unit, self, 'reset-failed', unit.name)
      const commands = typeUp(unit, self, 'restart')
      const fix = say.fix(end === 'code143' ? 'again' : 'fix', commands, 'safe', {
        do: 'run',
        first: [first],
        argv,
      })
      // Started by hand since, it serves; only the unit has failed.
      return [
        isRunning(all) === true
          ? say.warning('elsewhere', evidence, fix)
          : say.error(end === 'code143' ? 'stopped' : 'found', evidence, fix),
      ]
    },
  }),
  defineCheck({
    id: 'service/crashed',
    guide: { problem: 8, cause: '服务器最终崩溃' },
    needs: ['log', 'self'],
    wants: ['live', 'processes', 'unit'],
    judge({ log: { lastCrash } }, all) {
      if (lastCrash === null) return []
      const age = Date.parse(all.log.from.at) - Date.parse(lastCrash.time)
      if (age > DAY_MS) return []
      const folder = all.config.seen ? all.config.value.settings.data.directory : '.'
      const say = about('service/crashed', { time: lastCrash.time, error: lastCrash.error.slice(0, 200) })
      const evidence = [say.seen('seen', `cat ${folder}/last-crash.json`)]
      const fix = say.fix('fix', ['chatctl report'])
      return [
        isRunning(all) === false ? say.error('found', evidence, fix) : say.warning('found', evidence, fix),
      ]
    },
  }),
]

function isLooping({ activeState, subState, restarts, since }: UnitFacts, now: number): boolean {
  if (subState === 'auto-restart') return true
  if (restarts < MANY_RESTARTS) return false
  if (activeState === 'failed') return true
  return since !== null && now - Date.parse(since) < RECENT_MS
}

/** The text for how the main process ended: codes of the guide's table, then those of systemd (systemd.exec(5)). */
function endingOf({ result, exitCode, signal }: UnitFacts) {
  if (result === 'timeout') return 'timeout'
  if (result === 'watchdog') return 'watchdog'
  if (signal !== null && exitCode === null) return signal === SIGKILL ? 'killed' : 'signal'
  switch (exitCode) {
    case 1:
      return 'code1'
    case 2:
      return 'code2'
    case 137:
      return 'killed'
    case 143:
      return 'code143'
    default:
      return exitCode !== null && exitCode >= 200 && exitCode <= 243 ? 'systemd' : 'other'
  }
}
