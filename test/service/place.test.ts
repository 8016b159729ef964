import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { unitPackage } from '../../src/facts/unit-package.ts'
import { installation } from '../../src/host/installation.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { SYSTEM_LAYOUT } from '../../src/service/layout.ts'
import { packageFiles } from '../../src/service/package-files.ts'
import { badPlace } from '../../src/service/place.ts'
import { chooseProgram } from '../../src/service/program.ts'
import { isDue } from '../../src/service/step.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

test('a program among the temporary files cannot stay there; one of the system can', async (t) => {
  const path = join(temporaryFolder(t), 'run.js')
  writeFileSync(path, '')
  assert.equal(await badPlace(path, 'system', 0), 'temporary')
  assert.equal(await badPlace('/bin/sh', 'system', 0), null)
  assert.equal(await badPlace('/bin/sh', 'user', 1000), null)
})

test('a copy runs without the folder that it was made from, and a second one is the same', async (t) => {
  const here = installation()
  const files = await packageFiles(here.root).catch(() => null)
  if (files === null) return t.skip('needs the built program')
  const layout = { ...SYSTEM_LAYOUT, programs: join(temporaryFolder(t), 'programs') }
  const host = liveHost()
  const program = await chooseProgram(host, layout, here, 'copy')
  for (const step of program.steps.filter(isDue)) await step.apply()
  const told = await host.run([program.node, program.script, '--version'], { timeoutMs: 20_000 })
  assert.ok(told.seen)
  assert.match(told.value.stdout, new RegExp(`^chatctl/${here.version} `))
  const argv = [program.node, program.script, 'doctor', 'service/modules-missing', '--json'] as const
  const looked = await host.run([...argv], { timeoutMs: 20_000 })
  assert.ok(looked.seen)
  assert.equal(JSON.parse(looked.value.stdout).results[0].outcome, 'pass')
  const copied = join(program.script, '../..')
  assert.equal((await packageFiles(copied)).digest, files.digest)
  assert.deepEqual((await chooseProgram(host, layout, here, 'copy')).steps.filter(isDue), [])

  // A file and a package of it are lost: that is seen from here, and the next installation puts them back where they were.
  const started = [program.node, program.script, 'serve']
  assert.deepEqual(await unitPackage(host, started, '/'), { root: copied, missing: [] })
  const [chunk = ''] = readdirSync(join(copied, 'dist/chunks'))
  const native = `@node-rs/argon2-${process.platform}-${process.arch}`
  rmSync(join(copied, 'dist/commands/serve.js'))
  rmSync(join(copied, 'dist/chunks', chunk))
  for (const name of readdirSync(join(copied, 'node_modules/@node-rs')))
    if (`@node-rs/${name}`.startsWith(native))
      rmSync(join(copied, 'node_modules/@node-rs', name), { recursive: true })
  const lost = (await unitPackage(host, started, '/'))?.missing ?? []
  assert.deepEqual(lost.slice(0, 2), ['@node-rs/argon2', 'dist/commands/serve.js'])
  const [repair, ...more] = (await chooseProgram(host, layout, here, 'copy')).steps.filter(isDue)
  assert.deepEqual([repair?.standing, more], ['older', []])
  await repair?.apply()
  assert.deepEqual(await unitPackage(host, started, '/'), { root: copied, missing: [] })
  assert.equal((await packageFiles(copied)).digest, files.digest)
  assert.deepEqual(readdirSync(layout.programs).length, 2)
})

test('what was never built is not installed', async (t) => {
  const root = temporaryFolder(t)
  mkdirSync(join(root, 'bin'))
  await assert.rejects(packageFiles(root), { id: 'service/not-built' })
})
