import type { Risk } from '../doctor/fix.ts'
import { ChatctlError } from '../errors/chatctl-error.ts'

/** What the command line has agreed to beforehand: nothing, what is safe (`--yes`), or everything (`--yes=destructive`). */
export type Consent = 'nothing' | 'safe' | 'everything'

/**
 * Takes the word off `--yes=WORD`, because a flag of oclif either always has a value or never.
 *
 * @returns `argv` with a bare `--yes` in its place; what stands behind `--` is not looked at
 * @throws ChatctlError `cli/unknown-yes` where the word is not `destructive`
 * @example takeConsent(['--fix', '--yes=destructive']) // { argv: ['--fix', '--yes'], everything: true }
 */
export function takeConsent(argv: readonly string[]): {
  readonly argv: string[]
  readonly everything: boolean
} {
  const end = argv.indexOf('--')
  let everything = false
  const bare = argv.map((word, at) => {
    if (!word.startsWith('--yes=') || (end >= 0 && at > end)) return word
    if (word !== '--yes=destructive') throw new ChatctlError('cli/unknown-yes', { word })
    everything = true
    return '--yes'
  })
  return { argv: bare, everything }
}

/** Whether something of this risk may be done without asking. */
export function covers(consent: Consent, risk: Risk): boolean {
  return consent === 'everything' || (consent === 'safe' && risk === 'safe')
}
