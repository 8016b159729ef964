import { dirname } from 'node:path'
import { type Check, defineCheck } from '../../check.ts'

/** What the server runs on (guide, problem 1, cause 4: a module is missing). */
export const RUNTIME_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'service/modules-missing',
    guide: { problem: 1, cause: 'Python 模块缺失' },
    needs: ['runtime', 'self'],
    clears: ['service/failed', 'service/restart-loop', 'service/not-running', 'service/crashed'],
    judge({ runtime: { missing, ofUnit }, self }) {
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
      if (missing.length === 0) return []
      const values = { modules: missing.join(', ') }
      return [
        {
          severity: 'error',
          message: { key: 'checks.service/modules-missing.found', values },
          evidence: [
            { text: { key: 'checks.service/modules-missing.seen', values }, command: 'npm ls --omit=dev' },
          ],
          fix: {
            summary: { key: 'checks.service/modules-missing.fix' },
            commands: ['npm ci --omit=dev'],
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
