import type { en } from '../messages/en/index.ts'
import type { Message, MessageKey, MessageValues } from '../messages/index.ts'
import type { Evidence, Finding, NoVerdict } from './check.ts'
import type { CheckId } from './check-ids.ts'
import type { Fix, Plan, Risk } from './fix.ts'

type Texts = typeof en.checks
type TextOf<Id extends keyof Texts> = Exclude<keyof Texts[Id], 'claim'> & string

/**
 * The words of one check: findings, evidence and fixes by the names of its texts, all of them filled with the same values.
 *
 * @example
 * const say = about('service/masked', { unit: 'chatserver' })
 * return [say.error('found', [say.seen('seen', 'systemctl status chatserver')], say.fix('fix', ['systemctl unmask chatserver']))]
 */
export function about<Id extends CheckId & keyof Texts>(id: Id, values: MessageValues = {}) {
  const text = (name: TextOf<Id>, more: MessageValues = {}): Message => ({
    key: `checks.${id}.${name}` as MessageKey,
    values: { ...values, ...more },
  })
  const finding =
    (severity: Finding['severity']) =>
    (name: TextOf<Id>, evidence: readonly Evidence[], fix?: Fix): Finding => ({
      severity,
      message: text(name),
      evidence,
      ...(fix && { fix }),
    })
  const none =
    (outcome: NoVerdict['outcome']) =>
    (name: TextOf<Id>): NoVerdict => ({ outcome, why: text(name) })
  return {
    error: finding('error'),
    warning: finding('warning'),
    hint: finding('hint'),
    unknown: none('unknown'),
    skipped: none('skipped'),
    seen: (name: TextOf<Id>, command?: string, more?: MessageValues): Evidence => ({
      text: text(name, more),
      ...(command !== undefined && { command }),
    }),
    fix: (name: TextOf<Id>, commands: readonly string[], risk: Risk = 'safe', plan?: Plan): Fix => ({
      summary: text(name),
      commands,
      risk,
      ...(plan && { plan }),
    }),
  }
}
