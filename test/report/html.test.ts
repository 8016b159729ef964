import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import axe from 'axe-core'
import { runCommand } from '../commands/run-command.ts'
import { scratchFolder } from '../helpers/chatctl.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const BROWSER = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
)
const skip = BROWSER === undefined && 'needs Chromium'
const hostile = '<img src=x onerror=alert(1)>"&\'</pre><script>console.error(1)</script>'
const pages = new Map<string, string>()

before(async () => {
  if (skip) return
  using scratch = scratchFolder()
  const folder = scratch.path
  const line = (level: string, event: string, message: string) =>
    `${JSON.stringify({ time: new Date().toISOString().replace('Z', '+00:00'), level, event, ip: '203.0.113.9', user: 'eve', message })}\n`
  writeFileSync(
    join(folder, 'server.log'),
    line('INFO', 'server/started', hostile) + line('ERROR', 'file/failed', hostile).repeat(3),
  )
  writeFileSync(
    join(folder, 'config.json'),
    '{ "server": { "port": 3999, }, "admin": { "password": "admin123" } }',
  )
  for (const [language, locale] of [
    ['en', 'C.UTF-8'],
    ['zh-CN', 'zh_CN.UTF-8'],
  ] as const) {
    const args = ['report', '--format', 'html', '--include-messages', '--config', join(folder, 'config.json')]
    pages.set(language, (await runCommand(folder, args, '', { LC_ALL: locale })).stdout)
  }
})

/** Opens a page in the browser as a phone or a screen would, and gives what it then is and what its console said. */
async function open(t: TestContext, html: string, width: number, scheme: 'light' | 'dark') {
  const folder = temporaryFolder(t)
  const page = join(folder, 'page.html')
  writeFileSync(page, html)
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--enable-logging=stderr',
    `--user-data-dir=${folder}/profile`,
  ]
  const view = [
    `--window-size=${width},900`,
    `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`,
  ]
  const rest = ['--virtual-time-budget=15000', '--dump-dom', `file://${page}`]
  const options = { timeout: 90_000, maxBuffer: 64 * 1024 * 1024 }
  const { stdout, stderr } = await promisify(execFile)(BROWSER ?? '', [...flags, ...view, ...rest], options)
  return { dom: stdout, console: stderr.split('\n').filter((line) => line.includes(':CONSOLE')) }
}

test('a page makes no error in a browser, loads nothing, and what a client wrote stays text', {
  skip,
}, async (t) => {
  const html = pages.get('en') ?? ''
  assert.doesNotMatch(html, /(?:src|href)="(?!#)|url\(|@import|<script/)
  const { dom, console } = await open(t, html, 1100, 'light')
  assert.deepEqual(console, [])
  assert.doesNotMatch(dom, /<img|<script/)
  assert.match(dom, /&lt;img src=x onerror=alert\(1\)&gt;/)
  assert.match(dom, /<article class="fail">/)
})

for (const [language, width, scheme] of [
  ['en', 1100, 'light'],
  ['en', 380, 'dark'],
  ['zh-CN', 380, 'light'],
] as const) {
  test(`the page is accessible: ${language}, ${width} wide, ${scheme}`, { skip }, async (t) => {
    const run =
      'axe.run().then(r=>{document.title="axe "+JSON.stringify(r.violations.map(v=>[v.id,v.nodes.map(n=>n.html.slice(0,120))]))+" passes "+r.passes.length+" wide "+(document.documentElement.scrollWidth>innerWidth)})'
    const html = (pages.get(language) ?? '')
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
      .replace('</body>', () => `<script>${axe.source}</script><script>${run}</script></body>`)
    const { dom } = await open(t, html, width, scheme)
    const [, violations = '', passes, isWide] =
      /<title>axe (\[.*\]) passes (\d+) wide (\w+)<\/title>/.exec(dom) ?? []
    assert.equal(violations, '[]')
    assert.ok(Number(passes) > 10, dom.slice(0, 300))
    assert.equal(isWide, 'false', 'the page scrolls sideways')
    assert.match(dom, new RegExp(`<html lang="${language}">`))
  })
}
