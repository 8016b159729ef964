import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { chatctl, freePort, scratchFolder } from '../helpers/chatctl.ts'

const installed = ['/opt/chatserver/config.json', '/etc/chatserver/config.json'].find((path) =>
  existsSync(path),
)

test('the screen in the README is what npm start shows', {
  skip: installed !== undefined && `${installed} would be used`,
}, async () => {
  using folder = scratchFolder()
  const port = await freePort()
  const { child, exit } = chatctl(folder.path, ['serve', '--port', String(port)], {
    env: { npm_lifecycle_event: 'start', npm_command: 'start', COLUMNS: '80' },
  })
  let shown = ''
  child.stdout?.on('data', (text: string) => {
    shown += text
    if (shown.includes('Ctrl+C')) child.kill('SIGTERM')
  })
  const { stdout } = await exit
  const real = stdout
    .replaceAll(folder.path, '/srv/chatctl')
    .replaceAll(`:${port}`, ':3000')
    // Whatever addresses this machine has.
    .replace(/(?<=Clients use).*?(?=\s+Config)/s, ' 127.0.0.1:3000 192.0.2.2:3000')
  const told = /```text\n(chatctl [\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? ''
  assert.ok(words(real).startsWith(words(told)), `${real}\n\n${told}`)
})

/** Without widths, and without the version. */
function words(screen: string): string {
  return screen
    .replace(/\d+\.\d+\.\d+(?=:)/, '')
    .replace(/\s+/g, ' ')
    .trim()
}
