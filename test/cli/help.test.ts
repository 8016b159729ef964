import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '../commands/run-command.ts'
import { examplesOf, shownCommands } from '../docs/commands.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const commands = await shownCommands()

test('every command has a summary and examples, and they are of flags and words that it takes', () => {
  assert.ok(commands.length > 40)
  for (const command of commands) {
    const { id, summary, flags, args, strict } = command
    const examples = examplesOf(command)
    assert.ok(summary, id)
    assert.ok(examples.length > 0, `${id} has no examples`)
    for (const line of examples) {
      const [, words] = /\bchatctl ([^|<>]*)/.exec(line) ?? []
      const typed = words?.match(/"[^"]*"|'[^']*'|\S+/g) ?? []
      const path = id.split(':')
      assert.deepEqual(typed.slice(0, path.length), path, `an example of ${id}: ${line}`)
      let positional = 0
      let isValue = false
      for (const word of typed.slice(path.length)) {
        const flag = Object.values(flags).find(
          ({ name, char }) =>
            [`--${name}`, `--no-${name}`].includes(word.split('=')[0] ?? '') || word === `-${char}`,
        )
        if (word.startsWith('-') && word !== '-' && word !== '--')
          assert.ok(flag, `${id} has no ${word}: ${line}`)
        else if (!isValue) positional++
        isValue = flag?.type === 'option' && !word.includes('=')
      }
      assert.ok(strict === false || positional <= Object.keys(args).length, `${id} takes less: ${line}`)
    }
  }
})

const run = (locale: string, ...args: string[]) => runCommand(ROOT, args, '', { LC_ALL: locale })

test('the heads of a help page are in the reader’s language', async () => {
  const { stdout } = await run('zh_CN.UTF-8', 'report', '--help')
  for (const head of ['用法', '选项', '通用选项', '示例', '命令'])
    assert.match(stdout, new RegExp(`^${head}$`, 'm'))
  assert.doesNotMatch(stdout, /^[A-Z ]+$/m)
  assert.match(stdout, /\[默认：text\]/)
  const english = await run('C.UTF-8', 'help', 'report')
  assert.match(english.stdout, /^USAGE$/m)
})

test('-h asks for help as well, before and behind a command', async () => {
  const [page, short, all] = await Promise.all([
    run('C.UTF-8', 'config', 'set', '--help'),
    run('C.UTF-8', 'config', 'set', '-h'),
    run('C.UTF-8', '-h'),
  ])
  assert.deepEqual(short, page)
  assert.match(page.stdout, /^Set one setting/)
  assert.match(all.stdout, /^COMMANDS$/m)
})

test('what was probably meant is named: a command, one below it, a flag, a value, a check', async () => {
  const meant: [string[], RegExp][] = [
    [['statsu'], /Did you mean: chatctl status\?/],
    [['statsu', '--help'], /Did you mean: chatctl status\?/],
    [['statsu', 'a\tb', '--help'], /^"statsu a\\tb" is not a chatctl command\./],
    [['help', 'statsu'], /Did you mean: chatctl status\?/],
    [['logs', 'rotat'], /Did you mean: chatctl logs rotate\?/],
    [['logs', '--folow'], /there is no flag --folow; did you mean --follow\?/],
    [['logs', '--no-jurnal'], /did you mean --no-journal\?/],
    [['report', '--format', 'htm'], /did you mean html\?/],
    [['doctor', 'netwrok'], /Did you mean: chatctl doctor network\?/],
  ]
  for (const [args, said] of meant) {
    const { code, stderr } = await run('C.UTF-8', ...args)
    assert.match(stderr, said, args.join(' '))
    assert.notEqual(code, 0)
  }
  const { stderr } = await run('zh_CN.UTF-8', 'logs', '--folow')
  assert.match(stderr, /没有选项 --folow；是不是要找 --follow？/)
})

test('what is like nothing gets no guess', async () => {
  const { stderr } = await run('C.UTF-8', 'top', '--xyzzyplugh')
  assert.doesNotMatch(stderr, /mean/)
})
