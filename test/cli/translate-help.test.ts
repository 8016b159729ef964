import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '../commands/run-command.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const help = (locale: string, ...args: string[]) =>
  runCommand(ROOT, [...args, '--help'], '', { LC_ALL: locale })

test('the help is in the reader’s language, the words to type stay', async () => {
  const chinese = await help('zh_CN.UTF-8', 'ban')
  assert.match(chinese.stdout, /^封禁地址、网段/)
  assert.match(chinese.stdout, /--for=TIME +时长/)
  assert.match(chinese.stdout, /\$ chatctl ban alice --for 2h/)
  const english = await help('C.UTF-8', 'ban')
  assert.match(english.stdout, /^Ban an address/)
})

test('the list of commands is translated as a whole, and a command stands there once', async () => {
  const { stdout } = await help('zh_CN.UTF-8')
  const described = stdout
    .slice(stdout.search(/^(?:命令|命令组)$/m))
    .split('\n')
    .filter((line) => /^ {2}\w/.test(line))
  assert.ok(described.length > 15)
  assert.deepEqual(
    described.filter((line) => !/\p{Script=Han}/u.test(line)),
    [],
  )
  assert.ok(!described.some((line) => line.trimStart().startsWith('banlist')))
})
