import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type BannerFacts, banner } from '../../src/cli/serve/banner.ts'
import { checkedConfig } from '../../src/cli/serve/check-config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { status } from './sample-room.ts'

const FACTS: BannerFacts = {
  status: status(),
  dataFolder: '/srv/chat/data',
  logFile: `/srv/chat/${'a-long-folder/'.repeat(6)}server.log`,
  filter: true,
  perAddress: 5,
  attemptsPerMinute: 10,
  program: 'chatctl',
  columns: 80,
}

test('what is protected fits the terminal, and a path is never broken', () => {
  const lines = banner(FACTS).split('\n')
  assert.ok(lines.some((line) => line.endsWith(FACTS.logFile)))
  const from = lines.findIndex((line) => line.includes('Protection'))
  const protection = lines.slice(from, lines.indexOf('', from))
  assert.ok(protection.length > 1)
  for (const line of protection) assert.ok(line.length <= 80, line)
  assert.match(protection.join(' ').replace(/\s+/g, ' '), /word filter, \d+ banned, \d+ muted$/)
})

test('where the configuration is not found from anywhere, the banner says what to add elsewhere', () => {
  const shown = (path: string | null) =>
    banner({ ...FACTS, status: { ...FACTS.status, config: { ...FACTS.status.config, path } } })
  assert.match(shown('/srv/my chat/config.json'), /with --config '\/srv\/my chat\/config\.json'/)
  assert.doesNotMatch(shown('/opt/chatserver/config.json'), /--config/)
  assert.doesNotMatch(shown(null), /--config/)
  assert.ok(!shown('/srv/a\n\u001b[2Jb/config.json').includes('\u001b[2J'))
})

test('--check-config --json is one document that says what the text says', async (t) => {
  const cwd = temporaryFolder(t)
  const check = async (config: string) => {
    writeFileSync(join(cwd, 'config.json'), config)
    const loaded = await loadConfig({ env: {}, cwd, folders: [] })
    const { text, exitCode } = checkedConfig(loaded, true)
    return { exitCode, ...JSON.parse(text) }
  }
  const path = join(cwd, 'config.json')
  assert.deepEqual(await check('{}'), { exitCode: 0, path, usable: true, findings: [] })
  const bad = await check('{\n  "server": { "port": "3000" },\n  "admin": { "password": "geheim" }\n}')
  assert.equal(bad.exitCode, 2)
  assert.equal(bad.usable, false)
  assert.deepEqual(bad.findings[0], {
    severity: 'error',
    id: 'config/wrong-type',
    key: 'server.port',
    origin: null,
    line: 2,
    column: 23,
    message: '"server.port" is the text "3000".',
    expected: 'a whole number from 0 to 65535',
    hint: 'Write it without quotes: "port": 3000',
  })
  assert.doesNotMatch(JSON.stringify(bad), /geheim/)
})
