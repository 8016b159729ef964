import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { runCommand } from '../commands/run-command.ts'
import { shownCommands } from '../docs/commands.ts'
import { Daemon } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { noTerminal, Terminal } from '../helpers/terminal.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const ESCAPE = '\u001b'

/** Has every command show its help page and a usage error, each behind a line `=== id`: all of them in one process. */
const SAY_ALL = `
import { prepareEnvironment } from '${ROOT}/bin/environment.js'
prepareEnvironment()
const { Config } = await import('@oclif/core/config')
const { settings } = await import('@oclif/core/settings')
const { default: LocalHelp } = await import('${ROOT}/src/cli/help.ts')
const { reportError } = await import('${ROOT}/src/cli/report-error.ts')
const { readFileSync } = await import('node:fs')
settings.enableAutoTranspile = false
const pjson = JSON.parse(readFileSync('package.json', 'utf8'))
pjson.oclif.commands.target = './commands'
const config = await Config.load({ root: '${ROOT}', pjson, ignoreManifest: true, userPlugins: false })
for (const command of config.commands) {
  // The pages of the commands above it put blanks into an id.
  const id = command.id.replaceAll(' ', ':')
  process.stdout.write('=== ' + id + '\\n')
  process.stderr.write('=== ' + id + '\\n')
  await new LocalHelp(config).showCommandHelp(command)
  const loaded = await command.load()
  await loaded.run(['--none-such'], config).catch(reportError)
}
process.exitCode = 0
`

/** What is said by command, on standard output and standard error. */
async function allSay(wish: Readonly<Record<string, string>>): Promise<Map<string, string[]>> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env
  const said = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SAY_ALL], {
    cwd: ROOT,
    env: { ...env, LC_ALL: 'C.UTF-8', ...wish },
    maxBuffer: 16 << 20,
  })
  const parts = new Map<string, string[]>()
  for (const text of [said.stdout, said.stderr]) {
    for (const part of text.split('=== ').slice(1)) {
      const [id = '', ...lines] = part.split('\n')
      parts.set(id, [...(parts.get(id) ?? []), lines.join('\n')])
    }
  }
  return parts
}

test('help and errors of every command are plain in a pipe, and coloured there if that is forced', async () => {
  const ids = (await shownCommands()).map(({ id }) => id)
  const [plain, forced] = await Promise.all([allSay({}), allSay({ FORCE_COLOR: '1', NO_COLOR: '1' })])
  for (const id of ids) {
    const [help = '', error = ''] = plain.get(id) ?? []
    assert.match(help, /^USAGE$/m, id)
    assert.match(error, /there is no flag --none-such.*\[cli\/usage\]/, id)
    for (const [said, colours] of [
      [plain, false],
      [forced, true],
    ] as const) {
      for (const text of said.get(id) ?? []) assert.equal(text.includes(ESCAPE), colours, `${id}: ${text}`)
    }
  }
})

test('results are plain in a pipe, and coloured there if that is forced', async () => {
  await using daemon = await Daemon.start()
  await daemon.join('alice')
  const calls = [
    ['status'],
    ['users'],
    ['top', '--once'],
    ['explain', 'EADDRINUSE'],
    ['logs', '--no-journal'],
    ['config', 'show'],
  ]
  for (const words of calls) {
    const asked = [...words, '--config', daemon.configFile]
    for (const [wish, colours] of [
      [{ NO_COLOR: '' }, false],
      [{ NO_COLOR: '', FORCE_COLOR: '1' }, true],
    ] as const) {
      const { stdout, stderr } = await runCommand(daemon.folder, asked, '', wish)
      assert.notEqual(stdout, '', `${words}: ${stderr}`)
      assert.equal(stdout.includes(ESCAPE), colours, `${words}: ${stdout}`)
    }
  }
})

test('on a terminal NO_COLOR is heeded, and standard error is judged by where it goes', {
  skip: noTerminal,
}, async (t) => {
  const file = join(temporaryFolder(t), 'said')
  const terminal = await Terminal.open(t)
  await terminal.chatctlEnds('users', '--none-such')
  await terminal.sees(/cli\/usage/)
  assert.match(terminal.colours(), /Error/)
  await terminal.does('export NO_COLOR=1')
  await terminal.chatctlEnds('users', '--none-such')
  await terminal.sees(/cli\/usage/)
  assert.equal(terminal.colours(), '')
  await terminal.does('unset NO_COLOR')
  await terminal.chatctlEnds('users', '--none-such', `2> ${file}`)
  const said = readFileSync(file, 'utf8')
  assert.match(said, /cli\/usage/)
  assert.ok(!said.includes(ESCAPE), said)
})

test('nobody paints but chalk, which knows what the terminal can', () => {
  const raw = /(?:\\x1b|\\u001b|\\033|\$\{ESC\})\[?[\d;]+m/
  const painting = globSync(['src/**/*.ts', 'commands/**/*.ts'])
    .filter((path) => !/^src\/(?:messages|explain)\//.test(path))
    .flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => `${path}: ${line.trim()}`),
    )
    .filter((line) => raw.test(line) && !/^\S+ (?:\*|\/\*|\/\/)/.test(line))
    // To end what another has begun is no colour.
    .filter((line) => !/(?:\$\{ESC\}0m)/.test(line))
  assert.deepEqual(painting, [])
})
