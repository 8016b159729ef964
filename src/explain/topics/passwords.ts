import type { passwords as texts } from '../../messages/en/explain/passwords.ts'
import type { Topics } from '../topic.ts'

export const passwords: Topics<typeof texts> = {
  'wrong-password': {
    checks: ['security/failed-logins'],
    events: ['admin/login-failed'],
    problems: ['3'],
    console: ['wrongPassword'],
    proof: ['chat/console-locked', 'security/unknown-hash'],
    see: ['console-locked', 'password-hash'],
  },
  'console-locked': {
    checks: ['chat/console-locked'],
    events: ['admin/locked'],
    console: ['locked'],
    messages: ['commands.status.consoleLocked'],
    see: ['wrong-password'],
  },
  'console-unlocked': { events: ['admin/login', 'admin/unlocked'], console: ['welcome'] },
  'no-password': {
    checks: ['security/no-password'],
    errors: ['passwd/none'],
    events: ['admin/no-password'],
    messages: ['serve.noPassword'],
  },
  'plain-password': {
    checks: ['security/plain-password'],
    events: ['config/plain-password'],
    findings: ['config/plain-password'],
    messages: ['config.plainPassword', 'config.useHash'],
    says: ['建议将以下 bcrypt 哈希值更新到 config.json 的 password_hash 字段：'],
  },
  'weak-password': {
    checks: ['security/published-password', 'security/short-password'],
    events: ['config/published-password'],
    findings: ['config/published-password'],
    messages: ['config.publishedPassword'],
  },
  'password-hash': {
    checks: ['security/unknown-hash'],
    events: ['config/old-hash'],
    findings: ['config/old-hash', 'config/unknown-hash'],
    messages: ['config.oldHash', 'config.unknownHash'],
  },
  'password-check-failed': {
    events: ['admin/password-failed'],
    proof: ['security/unknown-hash', 'service/modules-missing'],
  },
  'password-not-changed': {
    errors: [
      'passwd/refused',
      'passwd/not-the-same',
      'passwd/needs-terminal',
      'passwd/needs-current',
      'passwd/wrong',
      'passwd/unknown-hash',
      'passwd/old-server',
      'config/secret-argument',
    ],
    see: ['wrong-password', 'password-hash'],
  },
  'password-age': { checks: ['maintenance/password-age'] },
  'config-readable': { checks: ['security/config-readable'] },
  'runs-as-root': { checks: ['security/runs-as-root'] },
}
