import { kib } from '../../chat/file-names.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { CONSOLE_TEXTS } from '../../protocol/console-texts.ts'
import { UNNAMED } from '../../protocol/texts.ts'
import { escapeForTerminal } from '../escape.ts'
import type { Resolved } from '../targets/resolve.ts'
import { parseTarget } from '../targets/target.ts'
import { addressArgument, resolveArgument } from './address-argument.ts'
import { monitorPanel } from './monitor-panel.ts'
import type { ConsoleCommand } from './session.ts'

/** Who is there, what they have uploaded, and what is done to them. */
export const roomCommands = {
  status: {
    async run({ backend, screen }) {
      const [status, users] = await Promise.all([backend.call('status', {}), backend.call('users', {})])
      screen.print(...monitorPanel(status, users))
      return 'go-on'
    },
  },

  list: {
    async run({ backend, screen }) {
      const users = await backend.call('users', {})
      const lines = users.map(({ name, ip }) =>
        CONSOLE_TEXTS.onlineUser(escapeForTerminal(name ?? UNNAMED), ip),
      )
      screen.print('', CONSOLE_TEXTS.online(users.length), ...lines, '')
      return 'go-on'
    },
  },

  say: {
    needsArgument: true,
    async run({ backend, by, spoken }, text) {
      spoken(text)
      await backend.call('say', { text, by })
      return 'go-on'
    },
  },

  kick: {
    needsArgument: true,
    async run({ backend, screen, by }, argument) {
      const found = await orNobody(async () =>
        resolveArgument(addressArgument(argument), await backend.call('users', {})),
      )
      const kicked = found && (await backend.call('kick', { ...placeOf(found), by })).kicked
      screen.print(CONSOLE_TEXTS.kicked(kicked?.length ?? 0))
      return 'go-on'
    },
  },

  rename: {
    needsArgument: true,
    async run({ backend, screen, by }, argument) {
      const [, first = '', name] = /^(\S+)(?:\s+(.*))?$/s.exec(argument) ?? []
      if (!name || parseTarget(first).kind === 'range') {
        screen.print(CONSOLE_TEXTS.renameFormat(t(name ? 'console.oneAddress' : 'console.newNameMissing')))
        return 'go-on'
      }
      const found = await orNobody(async () =>
        resolveArgument(addressArgument(first), await backend.call('users', {})),
      )
      const renamed =
        found && (await backend.call('rename', { ...placeOf(found), name, by })).renamed.length > 0
      screen.print(renamed ? CONSOLE_TEXTS.renamed : CONSOLE_TEXTS.addressNotFound)
      return 'go-on'
    },
  },

  files: {
    async run({ backend, screen, now }) {
      const files = await backend.call('files', {})
      const lines = files.map(({ name, bytes, uploader, uploadedAt }) => {
        const age = Math.max(0, Math.floor((now().getTime() - Date.parse(uploadedAt)) / 1000))
        return CONSOLE_TEXTS.file(escapeForTerminal(name), kib(bytes), escapeForTerminal(uploader), age)
      })
      const shown = lines.length > 0 ? lines : [CONSOLE_TEXTS.noFiles]
      screen.print('', CONSOLE_TEXTS.files(files.length), ...shown, '')
      return 'go-on'
    },
  },
} as const satisfies Record<string, ConsoleCommand>

/** Whom the server is to look for. */
function placeOf({ address, called }: Resolved) {
  return { address, ...(called !== undefined && { called }) }
}

/** What a search gives, or null where nobody of that name is there. */
async function orNobody<T>(search: () => Promise<T>): Promise<T | null> {
  try {
    return await search()
  } catch (error) {
    if (error instanceof ChatctlError && error.id === 'cli/no-such-user') return null
    throw error
  }
}
