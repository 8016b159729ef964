import { readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { MOST_FILE_BYTES } from '../../client/packets.ts'
import { bytes } from '../../messages/format.ts'
import { type MessageKey, t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { padTo } from '../screens/columns.ts'
import { namesText, nameText } from './show-event.ts'
import type { Visit } from './visit.ts'

interface ChatCommand {
  readonly usage: string
  readonly what: MessageKey
  /** Other words for it. */
  readonly aliases?: readonly string[]
  readonly needsArgument?: boolean
  run(visit: Visit, argument: string): Promise<void>
}

const COMMANDS: readonly ChatCommand[] = [
  { usage: '/users', what: 'chat.command.users', aliases: ['/list'], run: listUsers },
  {
    usage: '/msg NAME TEXT',
    what: 'chat.command.msg',
    aliases: ['/w', '/whisper'],
    needsArgument: true,
    run: whisper,
  },
  {
    usage: '/send FILE',
    what: 'chat.command.send',
    aliases: ['/upload'],
    needsArgument: true,
    run: sendFile,
  },
  { usage: '/files', what: 'chat.command.files', run: listFiles },
  { usage: '/get FILE', what: 'chat.command.get', aliases: ['/download'], needsArgument: true, run: getFile },
]

const HELP_WORDS = new Set(['/help', '/?'])
const QUIT_WORDS = new Set(['/quit', '/exit', '/q'])
const USAGE_COLUMNS = 18

/** Words that a line may begin with, for completion. */
export const COMMAND_WORDS: readonly string[] = [
  '/help',
  ...COMMANDS.map(({ usage }) => wordOf(usage)),
  '/quit',
]

/**
 * Runs one line as it was typed: a command, or else a text to everybody.
 *
 * @param literal  every line is a text
 * @returns whether to go on
 */
export async function runLine(visit: Visit, line: string, literal: boolean): Promise<boolean> {
  if (literal || !line.startsWith('/') || line.startsWith('//')) {
    const text = literal || !line.startsWith('//') ? line : line.slice(1)
    if (text.trim() !== '') await visit.send((session) => session.say(text))
    return true
  }
  const [, word = '', argument = ''] = /^(\S+)\s*(.*?)\s*$/s.exec(line) ?? []
  if (QUIT_WORDS.has(word)) return false
  if (HELP_WORDS.has(word)) {
    visit.answer({ kind: 'help' }, helpPage())
    return true
  }
  const command = COMMANDS.find(({ usage, aliases = [] }) => wordOf(usage) === word || aliases.includes(word))
  if (command === undefined) visit.fail('chat.problem.unknown', { word: escapeForTerminal(word) })
  else if (command.needsArgument && argument === '')
    visit.fail('chat.problem.needsText', { usage: command.usage })
  else await command.run(visit, argument)
  return true
}

function wordOf(usage: string): string {
  return usage.split(' ', 1)[0] ?? usage
}

function helpPage(): string[] {
  const row = (usage: string, what: MessageKey) => `  ${padTo(usage, USAGE_COLUMNS)}${t(what)}`
  return [
    row('/help', 'chat.command.help'),
    ...COMMANDS.map(({ usage, what }) => row(usage, what)),
    row('//text', 'chat.command.text'),
    row('/quit', 'chat.command.quit'),
  ]
}

async function listUsers(visit: Visit): Promise<void> {
  const users = await visit.currentUsers()
  if (users === null) return visit.fail('chat.noList')
  const line =
    users.length === 0 ? t('chat.nobody') : t('chat.online', { count: users.length, names: namesText(users) })
  visit.answer({ kind: 'users', names: users }, [line])
}

/** Names may contain blanks: the longest name of the list that the argument begins with is meant, or one in quotes. */
async function whisper(visit: Visit, argument: string): Promise<void> {
  const quoted = /^"([^"]+)"\s+(.+)$/s.exec(argument)
  const known = ((await visit.currentUsers()) ?? [])
    .filter((name) => argument.startsWith(`${name} `))
    .sort((a, b) => b.length - a.length)[0]
  const [, name, text] =
    quoted ??
    (known === undefined
      ? /^(\S+)\s+(.+)$/s.exec(argument)
      : [argument, known, argument.slice(known.length + 1)]) ??
    []
  if (name === undefined || text === undefined || text.trim() === '')
    return visit.fail('chat.problem.needsText', { usage: '/msg NAME TEXT' })
  await visit.send((session) => session.whisper(name, text))
}

async function sendFile(visit: Visit, argument: string): Promise<void> {
  const path = pathOf(argument)
  const content = await readOrdinaryFile(visit, path)
  if (content === undefined) return
  const name = basename(path)
  const isSent = await visit.send((session) => session.upload(name, content))
  if (isSent)
    visit.answer({ kind: 'sending', name, bytes: content.length }, [
      t('chat.sending', { name: escapeForTerminal(name), size: bytes(content.length) }),
    ])
}

async function listFiles(visit: Visit): Promise<void> {
  const { offers } = visit.shelf
  const lines = offers.map(({ number, name, from }) =>
    t('chat.file', { number, name: escapeForTerminal(name), from: nameText(from) }),
  )
  const files = offers.map(({ data, ...offer }) => ({ ...offer, bytes: data?.length ?? null }))
  visit.answer({ kind: 'files', files }, lines.length === 0 ? [t('chat.noFiles')] : lines)
}

async function getFile(visit: Visit, word: string): Promise<void> {
  const offer = visit.shelf.find(word)
  // The id of a file is enough, also of one that was put on the server before we came.
  const id = offer === undefined && UUID.test(word) ? word : offer?.id
  if (id !== undefined) await visit.send((session) => session.request(id))
  else if (offer === undefined) visit.fail('chat.problem.noSuchFile', { word: escapeForTerminal(word) })
  else if (offer.data === undefined) visit.fail('chat.problem.gone', { name: escapeForTerminal(offer.name) })
  else await visit.save(offer.name, offer.data)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A path as it is typed: perhaps in quotes, perhaps from the home folder. */
function pathOf(argument: string): string {
  const bare = /^"(.+)"$|^'(.+)'$/s.exec(argument)
  const path = bare?.[1] ?? bare?.[2] ?? argument
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}

async function readOrdinaryFile(visit: Visit, path: string): Promise<Buffer | undefined> {
  const shown = escapeForTerminal(path)
  try {
    // Looked at before it is opened: opening a pipe that nobody writes to would never end.
    const { size } = await stat(path).then((found) => (found.isFile() ? found : { size: undefined }))
    if (size === undefined) visit.fail('chat.problem.notAFile', { path: shown })
    else if (size > MOST_FILE_BYTES)
      visit.fail('chat.problem.fileTooLarge', {
        path: shown,
        size: bytes(size),
        limit: bytes(MOST_FILE_BYTES),
      })
    else {
      return await readFile(path)
    }
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? String(error)
    visit.fail('chat.problem.cannotRead', { path: shown, detail })
  }
  return undefined
}
