import { type Check, defineCheck } from '../check.ts'
import { runsAsRoot } from './security/as-root.ts'
import { banHitsThisHost } from './security/ban-hits.ts'
import { failedLogins, readableConfig } from './security/exposure.ts'
import { noPassword, passwordFindings, shortPassword } from './security/password.ts'

/** Passwords, permissions and bans that hit the wrong ones (guide, problem 3 and the monthly checklist). */
export const SECURITY_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'security/published-password',
    guide: { problem: 3, cause: '更新密码' },
    needs: ['config'],
    wants: ['live'],
    clears: ['security/plain-password', 'security/short-password'],
    judge: ({ config }, all) => passwordFindings('security/published-password', config, all),
  }),
  defineCheck({
    id: 'security/plain-password',
    guide: { problem: null, cause: '更新密码' },
    automatic: true,
    needs: ['config'],
    wants: ['live', 'processes'],
    judge: ({ config }, all) => passwordFindings('security/plain-password', config, all),
  }),
  defineCheck({
    id: 'security/short-password',
    guide: { problem: null, cause: '更新密码' },
    needs: ['config'],
    wants: ['live'],
    judge: ({ config }, all) => shortPassword(config, all),
  }),
  defineCheck({
    id: 'security/unknown-hash',
    guide: { problem: 3, cause: '重置密码' },
    needs: ['config'],
    wants: ['live'],
    clears: ['chat/console-locked', 'security/failed-logins'],
    judge: ({ config }, all) => passwordFindings('security/unknown-hash', config, all),
  }),
  defineCheck({
    id: 'security/no-password',
    guide: { problem: 3, cause: '临时禁用密码验证' },
    needs: ['config'],
    judge: ({ config }) => noPassword(config),
  }),
  defineCheck({
    id: 'security/config-readable',
    guide: { problem: null, cause: '检查文件权限' },
    automatic: true,
    needs: ['config', 'self'],
    judge: ({ config, self }, all) => readableConfig(config, self, all),
  }),
  defineCheck({
    id: 'security/runs-as-root',
    guide: { problem: 1, cause: '权限问题' },
    needs: ['self'],
    wants: ['paths'],
    judge({ self }, all) {
      if (self.serviceUser !== null) return runsAsRoot(self, all)
      return { outcome: 'unknown', why: { key: 'checks.security/runs-as-root.untold' } }
    },
  }),
  defineCheck({
    id: 'security/ban-hits-this-host',
    guide: { problem: 4, cause: 'IP 被封禁' },
    needs: ['lists', 'self'],
    wants: ['processes'],
    clears: ['network/canary-not-admitted'],
    judge: ({ lists, self }, all) => banHitsThisHost(lists, self, all),
  }),
  defineCheck({
    id: 'security/failed-logins',
    guide: { problem: 3, cause: '检查异常登录' },
    needs: ['log'],
    clears: ['chat/console-locked'],
    judge: ({ log }) => failedLogins(log),
  }),
]
