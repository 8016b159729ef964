import type { SanctionKind } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { escapeForTerminal } from '../escape.ts'
import { lift } from '../sanctions/lift.ts'
import { listsOfServer } from '../sanctions/lists.ts'
import { whyRisky } from '../targets/risks.ts'
import { addressArgument, consoleRisks, resolveArgument } from './address-argument.ts'
import type { ConsoleCommand } from './session.ts'

const DONE = {
  ban: CONSOLE_TEXTS.banned,
  mute: CONSOLE_TEXTS.muted,
  unban: () => CONSOLE_TEXTS.unbanned,
  unmute: CONSOLE_TEXTS.unmuted,
} as const

function imposing(kind: SanctionKind): ConsoleCommand {
  return {
    needsArgument: true,
    async run({ backend, screen, by, host }, argument) {
      const typed = addressArgument(argument)
      const resolved = resolveArgument(typed, await backend.call('users', {}))
      const address = escapeForTerminal(resolved.address)
      const risks = consoleRisks(typed, resolved, host)
      if (risks.length > 0) {
        const command = `${kind} ${escapeForTerminal(typed.whole)}`
        screen.print(t('console.needsYes', { address, why: whyRisky(risks), command }))
        return 'go-on'
      }
      await backend.call(kind, { address: resolved.address, by })
      screen.print(DONE[kind](address))
      return 'go-on'
    },
  }
}

/** The original does not look whether the address was listed, nor whether it is one; its answer is the same. */
function lifting(kind: SanctionKind): ConsoleCommand {
  return {
    needsArgument: true,
    async run({ backend, screen, by }, argument) {
      const { first } = addressArgument(argument)
      const lifted = lift(kind, first, listsOfServer(backend), by)
      const address = await lifted.then((done) => done.address).catch(orWhatWasTyped(first))
      screen.print(DONE[`un${kind}`](escapeForTerminal(address)))
      return 'go-on'
    },
  }
}

const orWhatWasTyped = (typed: string) => (error: unknown) => {
  if (error instanceof ChatctlError && UNKNOWN_TARGET.has(error.id)) return typed
  throw error
}

const UNKNOWN_TARGET: ReadonlySet<string> = new Set(['cli/no-such-user', 'sanctions/not-an-address'])

function listing(kind: SanctionKind, title: string): ConsoleCommand {
  return {
    async run({ backend, screen }) {
      const entries = await backend.call(`${kind}s`, {})
      const lines = entries.map(({ address }) => `  ${escapeForTerminal(address)}`)
      screen.print('', title, ...(lines.length > 0 ? lines : [CONSOLE_TEXTS.emptyList]), '')
      return 'go-on'
    },
  }
}

/** Bans and mutes, of one address and of everybody. */
export const sanctionCommands = {
  ban: imposing('ban'),
  unban: lifting('ban'),
  banlist: listing('ban', CONSOLE_TEXTS.banlist),
  mute: imposing('mute'),
  unmute: lifting('mute'),
  mutelist: listing('mute', CONSOLE_TEXTS.mutelist),
  gmute: globalMute(true),
  ungmute: globalMute(false),
} as const

function globalMute(on: boolean): ConsoleCommand {
  return {
    async run({ backend, screen, by }) {
      await backend.call('gmute', { on, by })
      screen.print(on ? CONSOLE_TEXTS.globalMuteOn : CONSOLE_TEXTS.globalMuteOff)
      return 'go-on'
    },
  }
}
