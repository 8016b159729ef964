import { type MessageKey, t } from '../../messages/index.ts'
import { covers } from './covers.ts'
import type { Resolved } from './resolve.ts'
import { parseTarget } from './target.ts'
import type { ThisHost } from './this-host.ts'

/** Why an operator should think twice. */
export type Risk = 'several' | 'loopback' | 'ownAddress' | 'sshSession'

/**
 * Judges whom a sanction would hit. A range is several addresses even while nobody there is connected: it is in force
 * for those who come later.
 */
export function risksOf({ target, hits }: Pick<Resolved, 'target' | 'hits'>, host: ThisHost): Risk[] {
  const risks: Risk[] = []
  if (target.kind === 'range' || new Set(hits.map(({ ip }) => ip)).size > 1) risks.push('several')
  if (hitsLoopback(target)) risks.push('loopback')
  if (host.addresses.some((own) => covers(target, own))) risks.push('ownAddress')
  if (host.sshFrom !== null && covers(target, host.sshFrom)) risks.push('sshSession')
  return risks
}

/** The reasons as the second half of a sentence. */
export function whyRisky(risks: readonly Risk[]): string {
  return risks.map((risk) => t(RISK_TEXT[risk])).join(t('commands.whySeparator'))
}

const RISK_TEXT: Readonly<Record<Risk, MessageKey>> = {
  several: 'commands.risk.several',
  loopback: 'commands.risk.loopback',
  ownAddress: 'commands.risk.ownAddress',
  sshSession: 'commands.risk.sshSession',
}

const LOOPBACK = parseTarget('127.0.0.0/8')

function hitsLoopback(target: Resolved['target']): boolean {
  return (
    covers(LOOPBACK, target.address.replace(/\/.*/, '')) ||
    covers(target, '127.0.0.1') ||
    covers(target, '::1')
  )
}
