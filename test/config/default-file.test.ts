import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultFile, settingsGuide } from '../../src/config/default-file.ts'
import { diagnose } from '../../src/config/diagnose.ts'
import { loadConfig } from '../../src/config/load.ts'
import { resolvePaths } from '../../src/config/resolve-paths.ts'
import { leafPaths } from '../../src/config/schema-path.ts'
import { useLocale } from '../../src/messages/both.ts'

test('the default file has nothing wrong with it and changes nothing for a server that ran without it', async () => {
  const { config, diagnostics } = diagnose(defaultFile())
  assert.deepEqual(diagnostics, [])
  const without = await loadConfig({ env: {}, cwd: '/srv/chat', folders: [] })
  assert.ok(config && without.config)
  assert.deepEqual(resolvePaths(config, '/srv/chat'), without.config)
})

test('the guide beside it says something of every setting, in both languages', () => {
  for (const locale of ['en', 'zh-CN'] as const) {
    useLocale(locale)
    const blocks = settingsGuide().trimEnd().split('\n\n')
    assert.deepEqual(
      blocks.slice(1).map((block) => block.split('\n')[0]),
      leafPaths().map((path) => path.join('.')),
    )
    for (const block of blocks) assert.doesNotMatch(block, /settings\.|\{\{/)
  }
  useLocale('en')
})
