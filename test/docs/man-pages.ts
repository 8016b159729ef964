import { readFileSync } from 'node:fs'
import type { Command } from '@oclif/core/command'
import { en } from '../../src/messages/en/index.ts'
import { examplesOf, shownCommands } from './commands.ts'

/** When the pages were last reworked; a date of today would make them stale every morning. */
const EDITION = '2026-11-25'

type Flag = Command.Flag.Any

/** The manual pages by path, made of what `--help` is made of; and package.json, which lists them for npm to install. */
export async function manPages(): Promise<Map<string, string>> {
  const commands = await shownCommands()
  const pages = new Map([
    ['docs/man/chatctl.1', mainPage(commands)],
    ...commands.map((command): [string, string] => [
      `docs/man/${pageName(command.id)}.1`,
      commandPage(command, commands),
    ]),
  ])
  return new Map([...pages, ['package.json', packageWith([...pages.keys()])]])
}

function packageWith(paths: readonly string[]): string {
  const { man: _, ...pjson } = JSON.parse(readFileSync('package.json', 'utf8'))
  const entries = Object.entries(pjson)
  const place = entries.findIndex(([key]) => key === 'bin') + 1
  const listed = entries.toSpliced(place, 0, ['man', paths.map((path) => `./${path}`)])
  return `${JSON.stringify(Object.fromEntries(listed), null, 2)}\n`
}

function mainPage(commands: readonly Command.Loadable[]): string {
  return page('chatctl', en.commands.help.program, [
    section('SYNOPSIS', `.B chatctl\n.I COMMAND\n[\\fIARGUMENT\\fR ...] [\\fIFLAG\\fR ...]`),
    section(
      'DESCRIPTION',
      text(
        'chatctl serve is a daemon for group chats over TCP. All other commands operate it, or find out what is wrong with it. ' +
          'Each has a page of its own, such as chatctl-doctor(1), and explains itself with --help. The language of what is printed is ' +
          'that of the environment: English or Chinese.',
      ),
    ),
    section('COMMANDS', commands.map(({ id, summary }) => item(bold(spaced(id)), summary ?? '')).join('\n')),
    section('FLAGS OF EVERY COMMAND', globalFlags().join('\n')),
    section(
      'ENVIRONMENT',
      [
        item(bold('CHATCTL_CONFIG'), 'the config.json to use where --config is not given'),
        item(
          `${bold('CHATCTL_')}\\fISECTION\\fR_\\fIKEY\\fR`,
          'stands for this setting of config.json, as in CHATCTL_SERVER_PORT=3001',
        ),
        item(bold('LC_ALL, LC_MESSAGES, LANG'), 'the language: Chinese if it begins with zh, else English'),
        item(bold('NO_COLOR'), 'if set and not empty, nothing is coloured'),
        item(
          bold('FORCE_COLOR'),
          '1, 2 or 3: coloured also where there is no terminal; 0: never. Goes before NO_COLOR',
        ),
        item(bold('XDG_STATE_HOME'), 'where doctor keeps its runs and the copies of what it has changed'),
      ].join('\n'),
    ),
    section(
      'FILES',
      item(
        bold('config.json'),
        'searched for in this folder, in /opt/chatserver and in /etc/chatserver; see chatctl config',
      ),
    ),
    exitStatus('chatctl'),
    seeAlso(commands.map(({ id }) => pageName(id))),
  ])
}

function commandPage(command: Command.Loadable, all: readonly Command.Loadable[]): string {
  const { id, summary = '', description, args, flags, aliases } = command
  const own = Object.values(flags).filter(
    ({ hidden, helpGroup }) => hidden !== true && helpGroup !== 'GLOBAL',
  )
  const replaced = new Set(own.map(({ name }) => name))
  const words = Object.values(args)
  const examples = examplesOf(command)
  return page(pageName(id), summary, [
    section('SYNOPSIS', synopsis(command, own)),
    ...(description === undefined ? [] : [section('DESCRIPTION', text(description))]),
    ...(aliases.length > 0
      ? [section('OTHER NAMES', text(aliases.map((alias) => `chatctl ${spaced(alias)}`).join(', ')))]
      : []),
    ...(words.length > 0
      ? [
          section(
            'ARGUMENTS',
            words
              .map((arg) => item(italic(arg.name.toUpperCase()), withOptions(arg.description, arg.options)))
              .join('\n'),
          ),
        ]
      : []),
    section('FLAGS', [...own.map(flagItem), ...globalFlags(replaced)].join('\n')),
    ...(examples.length > 0 ? [section('EXAMPLES', example(examples))] : []),
    exitStatus(pageName(id)),
    seeAlso(['chatctl', ...related(id, all)]),
  ])
}

/** Pages of the commands below and beside one of two words, and above it. */
function related(id: string, all: readonly Command.Loadable[]): string[] {
  const topic = id.split(':')[0] ?? id
  return all
    .filter((other) => other.id !== id && (other.id === topic || other.id.startsWith(`${topic}:`)))
    .map(({ id }) => pageName(id))
}

function synopsis({ id, args, strict }: Command.Loadable, flags: readonly Flag[]): string {
  const words = Object.values(args).map(({ name, required }) => {
    const word = italic(name.toUpperCase())
    return required ? word : `[${word}]`
  })
  const more = strict === false && words.length > 0 ? ' ...' : ''
  const marks = flags.length > 0 ? ' [\\fIFLAG\\fR ...]' : ''
  return `.B chatctl ${escaped(spaced(id))}\n${`${words.join(' ')}${more}${marks}`.trim()}`.trimEnd()
}

function globalFlags(replaced: ReadonlySet<string> = new Set()): string[] {
  const { flagConfig, flagJson, flagYes } = en.commands.help
  const all: [string, string, string][] = [
    ['config', `${bold('--config')} \\fIFILE\\fR`, flagConfig],
    ['json', bold('--json'), flagJson],
    ['yes', bold('-y, --yes'), flagYes],
    ['help', bold('--help'), en.completion.showHelp],
  ]
  return all.filter(([name]) => !replaced.has(name)).map(([, term, about]) => item(term, about))
}

function flagItem(flag: Flag): string {
  const char = flag.char === undefined ? '' : `-${flag.char}, `
  const no = flag.type === 'boolean' && flag.allowNo === true ? '[no-]' : ''
  if (flag.type === 'boolean') return item(bold(`${char}--${no}${flag.name}`), flag.description ?? '')
  const value = String(flag.helpValue ?? flag.name.toUpperCase())
  const usual =
    typeof flag.default === 'string' || typeof flag.default === 'number' ? ` (default: ${flag.default})` : ''
  const about = withOptions(flag.description, flag.options)
  return item(`${bold(`${char}--${flag.name}`)} ${italic(value)}`, `${about}${usual}`)
}

function withOptions(description = '', options?: readonly string[]): string {
  return options === undefined ? description : `${description}: ${options.join(', ')}`
}

/** doctor tells its verdict by it, so that scripts need not read. */
function exitStatus(name: string): string {
  const own: Record<string, string[]> = {
    'chatctl-doctor': [
      item(bold('0'), 'nothing failed'),
      item(bold('1'), 'something did'),
      item(bold('2'), 'the configuration cannot be used'),
      item(bold('3'), 'doctor could not run'),
    ],
  }
  const usual = [
    item(bold('0'), 'done'),
    item(bold('1'), 'it failed; the line on standard error names an id for chatctl-explain(1)'),
    item(bold('2'), 'wrong usage, or a configuration that cannot be used'),
    item(bold('130, 143'), 'ended by Ctrl+C, by SIGTERM'),
  ]
  return section('EXIT STATUS', (own[name] ?? usual).join('\n'))
}

function page(name: string, summary: string, sections: readonly string[]): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  return [
    '.\\" Generated from the code: npm run docs',
    `.TH ${name.toUpperCase()} 1 ${EDITION} "chatctl ${version}" "chatctl"`,
    section('NAME', `${escaped(name)} \\- ${escaped(summary)}`),
    ...sections,
    '',
  ].join('\n')
}

const section = (title: string, body: string) => `.SH ${title.includes(' ') ? `"${title}"` : title}\n${body}`
const item = (term: string, about: string) => `.TP\n${term}\n${text(about)}`
const example = (lines: readonly string[]) => `.nf\n${lines.map(text).join('\n')}\n.fi`
const seeAlso = (names: readonly string[]) =>
  section(
    'SEE ALSO',
    names
      .map((name) => `.BR ${escaped(name)} (1)`)
      .join(',\n')
      .replaceAll('(1),', '(1) ,'),
  )
const pageName = (id: string) => `chatctl-${id.replaceAll(':', '-')}`
const spaced = (id: string) => id.replaceAll(':', ' ')
const bold = (words: string) => `\\fB${escaped(words)}\\fR`
const italic = (words: string) => `\\fI${escaped(words)}\\fR`

/** Words as they are: nothing in them is for the formatter, and a hyphen can be copied as one. */
function escaped(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('"', '\\(dq')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replaceAll(
      /[^\0-\x7f]/gu,
      (letter) => `\\[u${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
}

/** The same as a line of its own, which must not look like a request. */
const text = (words: string) => escaped(words.replaceAll(/\s*\n\s*/g, ' ')).replace(/^[.]/, '\\&.')
