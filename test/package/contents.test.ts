import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { publint } from 'publint'
import { packed } from './packed.ts'

const MEANT =
  /^(?:package\.json|oclif\.manifest\.json|README\.md|CHANGELOG\.md|LICENSE|bin\/(?:run|node-version|environment)\.js|dist\/(?:THIRD-PARTY-LICENSES\.txt|chatctl(?:\.zh_CN)?\.catalog|commands\.json|manifest\.zh-CN\.json|(?:chunks|cli|commands|logbook)\/[\w/-]+\.js)|docs\/man\/[\w-]+\.1)$/

const built = { skip: existsSync('dist/cli/main.js') ? false : 'not built: npm run build' }

test(
  'the package holds the built program and its papers, no tests and no sources of anybody',
  built,
  async () => {
    const { files } = await packed()
    assert.deepEqual(
      files.map(({ path }) => path).filter((path) => !MEANT.test(path)),
      [],
    )
    for (const needed of [
      'bin/run.js',
      'dist/cli/main.js',
      'dist/commands/doctor.js',
      'oclif.manifest.json',
      'LICENSE',
    ])
      assert.ok(
        files.some(({ path }) => path === needed),
        needed,
      )
  },
)

test('no packed file names a folder of the machine that built it', built, async () => {
  const { files } = await packed()
  const here = process.cwd()
  const naming = files.filter(({ path }) => readFileSync(join(here, path), 'utf8').includes(here))
  assert.deepEqual(naming, [])
})

test('the licence of every package whose code is built in travels along', built, () => {
  const notices = readFileSync('dist/THIRD-PARTY-LICENSES.txt', 'utf8')
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const builtIn = [
    '@oclif/core',
    'systeminformation',
    'execa',
    'chalk',
    'cli-table3',
    'pino',
    'fastify',
    'zod',
    'i18next',
  ]
  for (const name of builtIn) {
    assert.ok(name in devDependencies, name)
    assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'), name)
  }
})

test('a linter of packages finds nothing to say', built, async () => {
  const { messages } = await publint({ pkgDir: process.cwd(), strict: true })
  assert.deepEqual(messages, [])
})
