import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import { chatctl } from '../../commands.ts'
import { restartCommands, restartPlan } from '../../server-process.ts'

const MOST_SHOWN = 8
const LONGEST = 60

/** Whether the server works with what stands in config.json. */
export const DIFFERS_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'config/differs-from-running',
    guide: { problem: null, cause: '' },
    automatic: true,
    needs: ['live', 'config', 'self'],
    wants: ['processes'],
    clears: ['network/loopback-only', 'network/ipv6-only', 'network/address-not-here'],
    judge({ live, config }, all) {
      const say = about('config/differs-from-running')
      if (live.state === 'down' || live.state === 'stale') return say.skipped('notRunning')
      if (live.differs === null) return say.unknown('untold')
      if (live.differs.length === 0) return []
      const evidence = live.differs.slice(0, MOST_SHOWN).map(({ key, needsRestart }) => {
        const values = {
          key,
          running: shownValue(live.settings, key),
          disk: shownValue(config.settings, key),
        }
        const isSecret = key.startsWith('admin.')
        return say.seen(
          isSecret ? (needsRestart ? 'secretRestart' : 'secret') : needsRestart ? 'needsRestart' : 'reload',
          undefined,
          values,
        )
      })
      const needsRestart = live.differs.some((one) => one.needsRestart)
      const fix = needsRestart
        ? say.fix('restart', restartCommands(all), 'interrupts-users', restartPlan(all))
        : say.fix('doReload', [chatctl('reload', all)], 'safe', { do: 'reload' })
      return [say.warning(needsRestart ? 'foundRestart' : 'found', evidence, fix)]
    },
  }),
]

function shownValue(settings: object | null, key: string): string {
  const value = key
    .split('.')
    .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], settings ?? {})
  const text = JSON.stringify(value) ?? '–'
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
