import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Command, Config, Parser } from '@oclif/core'
import { takeConsent } from '../../src/cli/consent.ts'
import { fillInspect } from '../../src/cli/serve/inspect-address.ts'
import { runChatctl } from '../helpers/chatctl.ts'
import { PROSE, type Typed, typedOn } from './typed-commands.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const config = await Config.load(ROOT)
const typed = PROSE.flatMap(typedOn)

/** The command that is meant, and the words behind its name. */
function commandOf(
  argv: readonly string[],
): { command: Command.Loadable; rest: readonly string[] } | undefined {
  for (let length = Math.min(3, argv.length); length > 0; length--) {
    const command = config.findCommand(argv.slice(0, length).join(':'))
    if (command !== undefined) return { command, rest: argv.slice(length) }
  }
  return undefined
}

const isOnlyForHelp = (argv: readonly string[]) =>
  argv.length === 1 && /^(?:--help|--version|help)$/.test(argv[0] ?? '')
const shown = ({ page, argv }: Typed) => `${page}: chatctl ${argv.join(' ')}`

test('every chatctl line of the pages is one that chatctl takes', async () => {
  const refused: string[] = []
  for (const line of typed.filter(({ isWhole, argv }) => isWhole && !isOnlyForHelp(argv))) {
    const found = commandOf(line.argv)
    if (found === undefined) refused.push(`${shown(line)}: no such command`)
    else if (!found.rest.includes('--help')) {
      const { flags, baseFlags, args, strict } = await found.command.load()
      const given = takeConsent(fillInspect([...found.rest])).argv
      await Parser.parse(given, { flags: { ...baseFlags, ...flags }, args, strict: strict !== false }).catch(
        (error: Error) => refused.push(`${shown(line)}: ${error.message}`),
      )
    }
  }
  assert.deepEqual(refused, [])
})

test('every command that a sentence of the pages names is there, with the flags that it names', () => {
  const wrong = typed
    .filter(({ isWhole, argv }) => !isWhole && !isOnlyForHelp(argv))
    .filter((line) => {
      const found = commandOf(line.argv)
      if (found === undefined) return !config.topics.some(({ name }) => name === line.argv[0])
      const known = Object.values(found.command.flags).flatMap((flag) => [
        `--${flag.name}`,
        ...(flag.char ? [`-${flag.char}`] : []),
        ...(flag.type === 'boolean' && flag.allowNo ? [`--no-${flag.name}`] : []),
      ])
      return found.rest.some((word) => /^--?[a-z]/.test(word) && !known.includes(word.replace(/=.*$/, '')))
    })
  assert.deepEqual(wrong.map(shown), [])
})

test('the table in the README has every command, and only commands', () => {
  const readme = readFileSync('README.md', 'utf8')
  const section = readme.slice(readme.indexOf('\n## Commands'), readme.indexOf('\n## Read on'))
  const cells = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|')[1] ?? '')
  const told = cells.flatMap((cell) => {
    const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    const topic = names[0]?.split(' ').slice(0, -1).join(' ') ?? ''
    return names.map((name) => (name.includes(' ') || topic === '' ? name : `${topic} ${name}`))
  })
  const shown = config.commands.filter(({ hidden, id, aliases }) => !hidden && !aliases.includes(id))
  assert.deepEqual(told.sort(), shown.map(({ id }) => id.replaceAll(':', ' ')).sort())
})

/** Those that look at nothing but their own texts. */
const isSafe = ({ argv: [name, ...rest] }: Typed) =>
  (name === 'explain' && rest.length > 0 && !rest.includes('-') && !rest.includes('ID')) ||
  [name, ...rest].some((word) => word === '--help' || word === '--version') ||
  (name === 'doctor' && rest[0] === '--list') ||
  (name === 'config' && rest[0] === 'schema' && rest.length === 1)

test('commands of the pages that change nothing and look at nothing work', async () => {
  const safe = new Map(typed.filter(isSafe).map((line) => [line.argv.join(' '), line]))
  assert.ok(safe.size > 5)
  await Promise.all(
    [...safe.values()].map(async (line) => {
      const { code, stderr } = await runChatctl(ROOT, line.argv, 120_000)
      assert.equal(code, 0, `${shown(line)}: ${stderr}`)
    }),
  )
})
