import { dirname } from 'node:path'
import type { Facts } from '../../../facts/facts.ts'
import type { UnitPackage } from '../../../facts/shapes/machine.ts'
import { type Check, defineCheck, type Finding } from '../../check.ts'
import { shellWord } from '../../commands.ts'
import { isRunning, restartCommands, unitOf } from '../../server-process.ts'

/** What the server runs on (guide, problem 1, cause 4: a module is missing). */
export const RUNTIME_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'service/modules-missing',
    guide: { problem: 1, cause: 'Python 模块缺失' },
    needs: ['runtime', 'self'],
    wants: ['live', 'processes'],
    clears: ['service/failed', 'service/restart-loop', 'service/not-running', 'service/crashed'],
    judge({ runtime: { missing, ofUnit, chatctl }, self }, all) {
      if (ofUnit?.kind === 'python' && ofUnit.missingModules !== null && ofUnit.missingModules.length > 0) {
        const values = {
          modules: ofUnit.missingModules.join(', '),
          script: ofUnit.script,
          python: ofUnit.program,
        }
        const installable = ofUnit.missingModules.filter((name) => name !== 'chat_protocol')
        const beside = ofUnit.missingModules.includes('chat_protocol')
        return [
          {
            severity: 'error',
            message: { key: 'checks.service/modules-missing.python', values },
            evidence: [
              {
                text: { key: 'checks.service/modules-missing.pythonSeen', values },
                command: `cd ${dirname(ofUnit.script)} && ${ofUnit.program} -c "import ${ofUnit.missingModules[0]}"`,
              },
            ],
            fix: {
              summary: {
                key: beside
                  ? 'checks.service/modules-missing.besideFix'
                  : 'checks.service/modules-missing.pythonFix',
                values,
              },
              commands: [
                ...(beside ? [`ls -la ${dirname(ofUnit.script)}/chat_protocol.py`] : []),
                ...(installable.length > 0
                  ? [`${self.sudo}${ofUnit.program} -m pip install ${installable.join(' ')}`]
                  : []),
              ],
              risk: 'safe',
            },
          },
        ]
      }
      const copy = ofUnit?.kind === 'node' ? (ofUnit.copy ?? null) : null
      if (copy !== null && copy.missing.length > 0) return [ofCopy(copy, all)]
      if (missing.length === 0) return []
      const values = { modules: missing.join(', ') }
      return [
        {
          // What the unit runs is whole: only this command is not.
          severity: copy === null ? 'error' : 'warning',
          message: { key: 'checks.service/modules-missing.found', values },
          evidence: [
            { text: { key: 'checks.service/modules-missing.seen', values }, command: 'npm ls --omit=dev' },
          ],
          fix: {
            summary: {
              key: isOwnCopy(all)
                ? 'checks.service/modules-missing.ownFix'
                : 'checks.service/modules-missing.fix',
            },
            // A copy has no lock file to install by: it is completed from a whole package.
            commands: isOwnCopy(all)
              ? [`${self.sudo}npx --yes chatctl@${chatctl} service install`]
              : ['npm ci --omit=dev'],
            risk: 'safe',
          },
        },
      ]
    },
  }),
  defineCheck({
    id: 'service/node-unsupported',
    guide: { problem: null, cause: '' },
    needs: ['runtime'],
    clears: ['service/failed', 'service/restart-loop', 'service/not-running'],
    judge({ runtime: { ofUnit } }) {
      if (ofUnit?.kind !== 'node')
        return { outcome: 'skipped', why: { key: 'checks.service/node-unsupported.none' } }
      const { program, version, supported } = ofUnit
      if (supported === null) {
        return {
          outcome: 'unknown',
          why: { key: 'checks.service/node-unsupported.untold', values: { program } },
        }
      }
      if (supported) return []
      const values = { program, version: version ?? '?' }
      return [
        {
          severity: 'error',
          message: { key: 'checks.service/node-unsupported.found', values },
          evidence: [
            {
              text: { key: 'checks.service/node-unsupported.seen', values },
              command: `${program} --version`,
            },
          ],
          fix: {
            summary: { key: 'checks.service/node-unsupported.fix' },
            commands: [],
            risk: 'interrupts-users',
          },
        },
      ]
    },
  }),
]

const MOST_NAMED = 5
/** How `chatctl service install` names its copies. */
const COPIED = /\/chatctl-\d+\.\d+\.\d+[^/]*-[\da-f]{10}$/

/** Whether who asks is a copy that `chatctl service install` has made for the machine. */
function isOwnCopy({ runtime }: Facts): boolean {
  const script = runtime.seen ? (runtime.value.asker?.[1] ?? '') : ''
  return script.startsWith('/usr/') && COPIED.test(script.replace(/\/bin\/run\.js$/, ''))
}

/** The copy of chatctl that the unit runs is not whole; the one that asks may well be. */
function ofCopy({ root, missing }: UnitPackage, all: Facts): Finding {
  const { self } = all
  const sudo = self.seen && !unitOf(all)?.isOfUser ? self.value.sudo : ''
  const scope = unitOf(all)?.isOfUser ? ' --user' : ''
  // The `chatctl` of the path may well be the copy itself.
  const asker = all.runtime.seen
    ? (all.runtime.value.asker ?? ['chatctl']).map(shellWord).join(' ')
    : 'chatctl'
  const named = missing.slice(0, MOST_NAMED).join(', ')
  const values = { modules: missing.length > MOST_NAMED ? `${named} …` : named, root }
  const isCopied = COPIED.test(root)
  return {
    severity: 'error',
    message: { key: 'checks.service/modules-missing.copy', values },
    evidence: [
      {
        text: { key: 'checks.service/modules-missing.copySeen', values },
        command: `ls ${shellWord(`${root}/node_modules/@node-rs`)} ${shellWord(`${root}/dist`)}`,
      },
    ],
    fix: {
      summary: {
        key: isCopied ? 'checks.service/modules-missing.copyFix' : 'checks.service/modules-missing.fix',
        values,
      },
      commands: isCopied
        ? [`${sudo}${asker} service install${scope}`]
        : [`cd ${shellWord(root)} && ${sudo}npm ci --omit=dev`, ...restartCommands(all)],
      risk: isRunning(all) === true ? 'interrupts-users' : 'safe',
    },
  }
}
