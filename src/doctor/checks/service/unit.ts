import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import type { CheckId } from '../../check-ids.ts'
import { sudoFor } from '../../commands.ts'
import { isRunning } from '../../server-process.ts'
import { lookSystemctl, systemctl, typeSystemctl, typeUp } from '../../systemctl.ts'

/** What does not come up when the unit cannot be started. */
const NOT_STARTED: readonly CheckId[] = [
  'service/failed',
  'service/restart-loop',
  'service/not-running',
  'service/control-socket-stale',
  'network/not-listening',
]

/** Whether systemd can start the server, and will after the next boot (guide, problem 1: `Failed to start chatserver.service`). */
export const UNIT_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'service/not-installed',
    guide: { problem: 1, cause: 'Failed to start chatserver.service' },
    needs: ['unit', 'self'],
    judge({ unit, self }) {
      const say = about('service/not-installed', { unit: unit.name, user: unit.untoldUser ?? '' })
      if (unit.untoldUser !== undefined) return say.unknown('untold')
      if (unit.loadState !== 'not-found' || unit.isOfUser) return []
      return [
        say.hint(
          'found',
          [say.seen('seen', lookSystemctl(unit, self, 'status', unit.name))],
          say.fix('fix', [`${self.sudo}chatctl service install`]),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'service/masked',
    guide: { problem: 1, cause: 'Failed to start chatserver.service' },
    automatic: true,
    needs: ['unit', 'self'],
    clears: [...NOT_STARTED, 'service/not-enabled'],
    judge({ unit, self }) {
      if (unit.loadState !== 'masked' && !unit.enabled.startsWith('masked')) return []
      const say = about('service/masked', { unit: unit.name, path: unit.fragmentPath ?? '/dev/null' })
      // A mask for this run of the machine alone is another one.
      const scope = unit.enabled === 'masked-runtime' ? ['--runtime'] : []
      const argv = systemctl(unit, self, 'unmask', ...scope, unit.name)
      return [
        say.error(
          'found',
          [say.seen('seen', lookSystemctl(unit, self, 'status', unit.name))],
          say.fix(
            'fix',
            [
              typeSystemctl(unit, self, 'unmask', ...scope, unit.name),
              typeSystemctl(unit, self, 'start', unit.name),
            ],
            'safe',
            {
              do: 'run',
              argv,
              undo: systemctl(unit, self, 'mask', ...scope, unit.name),
            },
          ),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'service/unit-broken',
    guide: { problem: 1, cause: 'Failed to start chatserver.service' },
    automatic: true,
    needs: ['unit', 'self'],
    clears: NOT_STARTED,
    judge({ unit, self }) {
      const path = unit.fragmentPath ?? `/etc/systemd/system/${unit.name}.service`
      const say = about('service/unit-broken', {
        unit: unit.name,
        path,
        reason: unit.loadError ?? unit.loadState,
      })
      const reload = typeSystemctl(unit, self, 'daemon-reload')
      if (['bad-setting', 'error'].includes(unit.loadState)) {
        return [
          say.error(
            'found',
            [say.seen('seen', `systemd-analyze ${unit.isOfUser ? '--user ' : ''}verify ${path}`)],
            say.fix('fix', [typeSystemctl(unit, self, 'edit', '--full', `${unit.name}.service`), reload]),
          ),
        ]
      }
      if (!unit.needsReload) return []
      return [
        say.warning(
          'changed',
          [say.seen('changedSeen', lookSystemctl(unit, self, 'show', '-p', 'NeedDaemonReload', unit.name))],
          say.fix('reload', [reload], 'safe', { do: 'run', argv: systemctl(unit, self, 'daemon-reload') }),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'service/user-missing',
    guide: { problem: 1, cause: '权限问题' },
    automatic: true,
    needs: ['unit', 'self'],
    clears: NOT_STARTED,
    judge({ unit, self }) {
      if (unit.loadState !== 'loaded' || unit.user === null || unit.userExists) return []
      const say = about('service/user-missing', { unit: unit.name, user: unit.user })
      const argv = [
        'useradd',
        '--system',
        '--no-create-home',
        '--shell',
        '/usr/sbin/nologin',
        unit.user,
      ] as const
      return [
        say.error(
          'found',
          [say.seen('seen', `getent passwd ${unit.user}`)],
          say.fix('fix', [`${self.sudo}${argv.join(' ')}`, ...typeUp(unit, self, 'restart')], 'safe', {
            do: 'run',
            argv,
            undo: ['userdel', unit.user],
          }),
        ),
      ]
    },
  }),
  defineCheck({
    id: 'service/program-missing',
    guide: { problem: 1, cause: 'Failed to start chatserver.service' },
    automatic: true,
    needs: ['unit', 'self'],
    clears: NOT_STARTED,
    judge({ unit, self }, all) {
      return unit.unusable.map(({ role, path, why }) => {
        const say = about('service/program-missing', { unit: unit.name, path })
        const edit = [
          typeSystemctl(unit, self, 'edit', '--full', `${unit.name}.service`),
          ...typeUp(unit, self, 'restart'),
        ]
        const fix =
          why === 'not-executable'
            ? say.fix(
                'chmod',
                [
                  `${sudoFor(unit.isOfUser ? unit.user : null, all)}chmod +x ${path}`,
                  ...(isRunning(all) === true ? [] : typeUp(unit, self, 'start')),
                ],
                'safe',
                {
                  do: 'run',
                  argv: ['chmod', '+x', path],
                  undo: ['chmod', '-x', path],
                },
              )
            : say.fix('fix', edit)
        return say.error(
          role,
          [
            say.seen(
              why === 'missing' ? 'missing' : why === 'wrong-kind' ? 'kind' : 'mode',
              `ls -ld ${path}`,
            ),
          ],
          fix,
        )
      })
    },
  }),
  defineCheck({
    id: 'service/not-enabled',
    guide: { problem: 1, cause: 'Failed to start chatserver.service' },
    automatic: true,
    needs: ['unit', 'self'],
    wants: ['live', 'processes'],
    judge({ unit, self }, all) {
      if (unit.loadState !== 'loaded' || !['disabled', 'enabled-runtime'].includes(unit.enabled)) return []
      const say = about('service/not-enabled', { unit: unit.name, state: unit.enabled })
      const argv = systemctl(unit, self, 'enable', unit.name)
      const evidence = [say.seen('seen', lookSystemctl(unit, self, 'is-enabled', unit.name))]
      const fix = say.fix('fix', [typeSystemctl(unit, self, 'enable', unit.name)], 'safe', {
        do: 'run',
        argv,
        undo: systemctl(unit, self, 'disable', unit.name),
      })
      // Disabled and not running may be somebody's wish; a running server that does not come back is nobody's.
      return [
        isRunning(all) === true ? say.warning('found', evidence, fix) : say.hint('found', evidence, fix),
      ]
    },
  }),
]
