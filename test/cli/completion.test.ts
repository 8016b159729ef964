import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { CHECK_IDS } from '../../src/doctor/check-ids.ts'
import { runCommand } from '../commands/run-command.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { noTerminal, Terminal } from '../helpers/terminal.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const without = (shell: string) =>
  spawnSync(shell, ['--version']).status === 0 ? false : `needs ${shell}, to have it complete something`

/** A file with the script of a shell. */
async function script(t: TestContext, shell: string, locale = 'C.UTF-8'): Promise<string> {
  const { code, stdout, stderr } = await runCommand(ROOT, ['completion', shell], '', { LC_ALL: locale })
  assert.equal(code, 0, stderr)
  const file = join(temporaryFolder(t), `chatctl.${shell}`)
  writeFileSync(file, stdout)
  return file
}

/** A command line up to the cursor, and what is offered there, or must not be. */
const CASES: readonly {
  readonly line: string
  readonly offers: readonly string[]
  readonly not?: readonly string[]
}[] = [
  { line: 'chatctl ', offers: ['ban', 'doctor', 'logs', 'service'], not: ['banlist', '--help'] },
  { line: 'chatctl logs r', offers: ['rotate'], not: ['clear'] },
  { line: 'chatctl backup ', offers: ['create', 'restore'] },
  { line: 'chatctl logs --f', offers: ['--follow', '--file'], not: ['--level'] },
  { line: 'chatctl logs --no-j', offers: ['--no-journal'] },
  { line: 'chatctl users --j', offers: ['--json'] },
  { line: 'chatctl list --j', offers: ['--json'] },
  { line: 'chatctl report --format ', offers: ['text', 'html'], not: ['diff'] },
  { line: 'chatctl report --format=h', offers: ['html'] },
  {
    line: 'chatctl doctor storage/',
    offers: CHECK_IDS.filter((id) => id.startsWith('storage/')),
    not: ['network/open'],
  },
  { line: 'chatctl doctor u', offers: ['undo'] },
  { line: 'chatctl explain EADDR', offers: ['EADDRINUSE'] },
  { line: 'chatctl config set logging.l', offers: ['logging.level'] },
]

function check(shell: string, offered: (line: string) => readonly string[]): void {
  for (const { line, offers, not = [] } of CASES) {
    // What is offered may or may not have the part of the word before the cursor that stays as it is.
    const found = offered(line).map((word) => word.replace(/^--format=/, ''))
    for (const word of offers) assert.ok(found.includes(word), `${shell}: ${line}: ${word} in ${found}`)
    for (const word of not) assert.ok(!found.includes(word), `${shell}: ${line}: ${word} in ${found}`)
  }
}

test('bash completes commands, flags, values and ids', { skip: without('bash') }, async (t) => {
  const file = await script(t, 'bash')
  check('bash', (line) => {
    // As readline does it: `=` ends a word and is one.
    const words = line.split(/ +|(?==)|(?<==)/)
    const asked = `source ${file}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _chatctl; printf '%s\\n' "\${COMPREPLY[@]}"`
    return execFileSync('bash', ['--norc', '-c', asked], { encoding: 'utf8' }).split('\n')
  })
})

test('fish completes the same, with what it means', { skip: without('fish') }, async (t) => {
  const file = await script(t, 'fish', 'zh_CN.UTF-8')
  const home = temporaryFolder(t)
  const ask = (line: string) =>
    execFileSync('fish', ['--no-config', '-c', `source ${file}; complete -C '${line}'`], {
      encoding: 'utf8',
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
    }).split('\n')
  check('fish', (line) => ask(line).map((offer) => offer.split('\t')[0] ?? ''))
  assert.ok(ask('chatctl bans --js').some((offer) => /^--json\t.*\p{Script=Han}/u.test(offer)))
})

test('zsh completes them on a terminal', { skip: noTerminal || without('zsh') }, async (t) => {
  const file = await script(t, 'zsh')
  const terminal = await Terminal.open(t, { columns: 200, rows: 60 })
  terminal.run("PS1='ready> ' zsh -f")
  await terminal.sees(/^ready>/m)
  terminal.run(`autoload -Uz compinit; compinit -D; source ${file}; setopt noautomenu; clear`)
  await terminal.sees(/^ready>\s*$/m)
  const complete = async (typed: string, sees: RegExp) => {
    terminal.type(typed)
    terminal.press('Tab')
    await terminal.sees(sees)
    terminal.press('C-u', 'C-l')
    await terminal.sees(/^ready>\s*$(?![\s\S]*\S)/m)
  }
  await complete('chatctl stat', /^ready> chatctl status/m)
  await complete('chatctl logs ro', /^ready> chatctl logs rotate/m)
  await complete('chatctl logs --foll', /^ready> chatctl logs --follow/m)
  await complete('chatctl report --format h', /^ready> chatctl report --format html/m)
  await complete('chatctl report --format=h', /^ready> chatctl report --format=html/m)
  await complete('chatctl doctor service/event', /^ready> chatctl doctor service\/event-loop-slow/m)
  await complete('chatctl backup ', /create +-- .*[\s\S]*restore +-- /)
})

test('the script begins with how to install it, which is for the shell that is asked for', async () => {
  for (const [shell, place] of [
    ['bash', /^# +chatctl completion bash > ~\/\.local\/share\/bash-completion\/completions\/chatctl$/m],
    [
      'zsh',
      /^#compdef chatctl\n[\s\S]*^# +mkdir -p ~\/\.zfunc && chatctl completion zsh > ~\/\.zfunc\/_chatctl$/m,
    ],
    ['fish', /^# +chatctl completion fish > ~\/\.config\/fish\/completions\/chatctl\.fish$/m],
  ] as const) {
    const { stdout } = await runCommand(ROOT, ['completion'], '', { SHELL: `/usr/bin/${shell}` })
    assert.match(stdout, place)
  }
  const { code, stderr } = await runCommand(ROOT, ['completion'], '', { SHELL: '' })
  assert.equal(code, 2)
  assert.match(stderr, /say for which shell: bash, zsh, fish/)
})
