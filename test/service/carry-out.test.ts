import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { liveHost } from '../../src/host/live-host.ts'
import { carryOut } from '../../src/service/carry-out.ts'
import { nodeStep, packageStep } from '../../src/service/copy-steps.ts'
import { fileStep } from '../../src/service/file-step.ts'
import { folderStep } from '../../src/service/folder-step.ts'
import { marked } from '../../src/service/mark.ts'
import { removeFolderStep } from '../../src/service/remove-folder-step.ts'
import { isDue, type Step } from '../../src/service/step.ts'
import { temporaryFolder, tinyDisk } from '../helpers/temporary-folder.ts'

const host = liveHost()
const untouched = new AbortController().signal
const fileOf = (path: string, content: string) =>
  fileStep({ path, content: marked(content), mode: 0o644, owner: null })

const failing: Step = {
  kind: 'command',
  target: 'systemctl daemon-reload',
  standing: 'missing',
  shell: [],
  apply: () => Promise.reject(new Error('it is not to be')),
  undo: async () => {},
}

/** A folder with a file of each sort, and the steps that change all of them. */
async function scene(folder: string) {
  const at = (name: string) => join(folder, name)
  writeFileSync(at('older'), marked('first\n'))
  writeFileSync(at('theirs'), 'not ours\n', { mode: 0o600 })
  mkdirSync(at('data'))
  writeFileSync(at('data/kept'), 'data')
  const steps = [
    await folderStep(host, at('made'), null, false),
    await folderStep(host, at('far/away/made'), null, false),
    await fileOf(at('made/deep/new'), 'new\n'),
    await fileOf(at('older'), 'second\n'),
    await fileOf(at('theirs'), 'ours\n'),
    await removeFolderStep(at('data')),
  ]
  return { at, steps }
}

const snapshot = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path, statSync(path).mode, statSync(path).isFile() ? readFileSync(path, 'utf8') : null])

test('after a step that fails everything is as it was before', async (t) => {
  const folder = temporaryFolder(t)
  const { steps } = await scene(folder)
  const before = snapshot(folder)
  await assert.rejects(carryOut(host, 'system', [...steps, failing], untouched), {
    id: 'service/not-done',
    message: /daemon-reload.*it is not to be/,
  })
  assert.deepEqual(snapshot(folder), before)
})

test('cut off behind any step, everything is as it was before, and that is said', async (t) => {
  const count = (await scene(temporaryFolder(t))).steps.length
  for (let after = 0; after < count; after++) {
    const folder = temporaryFolder(t)
    const { steps } = await scene(folder)
    const before = snapshot(folder)
    const stop = new AbortController()
    let done = 0
    const onDone = () => done++ === after && stop.abort()
    await assert.rejects(carryOut(host, 'system', steps, stop.signal, onDone), {
      id: 'service/interrupted',
      exitCode: 130,
    })
    assert.deepEqual(snapshot(folder), before, `after ${after}`)
  }
})

test('a program that was copied is gone after a failure, with the folders that were made for it', async (t) => {
  const folder = temporaryFolder(t)
  const source = join(folder, 'program')
  writeFileSync(source, 'program')
  const before = snapshot(folder)
  const files = { sources: new Map([['bin/run.js', source]]), manifest: '{}', digest: '1a' }
  const programs = join(folder, 'local/lib/chatctl')
  const steps = async () => [
    await nodeStep(join(programs, 'node-24'), source),
    await packageStep(join(programs, 'chatctl-1'), folder, files),
  ]
  await assert.rejects(carryOut(host, 'system', [...(await steps()), failing], untouched), {
    id: 'service/not-done',
  })
  assert.deepEqual(snapshot(folder), before)
  // Where another version lies beside it, the folder stays.
  mkdirSync(join(programs, 'chatctl-0'), { recursive: true })
  const [node] = await steps()
  assert.ok(node)
  await assert.rejects(carryOut(host, 'system', [node, failing], untouched), { id: 'service/not-done' })
  assert.deepEqual(readdirSync(programs), ['chatctl-0'])
})

test('what cannot be taken back is named', async () => {
  const stuck: Step = { ...failing, target: 'useradd chatserver', apply: async () => {}, undo: failing.apply }
  await assert.rejects(carryOut(host, 'system', [stuck, failing], untouched), {
    id: 'service/half-done',
    message: /useradd chatserver: it is not to be/,
  })
})

test('a full disk leaves the old files', async (t) => {
  const disk = tinyDisk(t, 'size=64k')
  if (disk === undefined) return
  const path = join(disk, 'chatserver.service')
  writeFileSync(path, marked('first\n'))
  const steps = [await fileOf(join(disk, 'small'), 'small\n'), await fileOf(path, 'x'.repeat(200_000))]
  await assert.rejects(carryOut(host, 'system', steps, untouched), {
    id: 'service/not-done',
    message: /ENOSPC/,
  })
  assert.equal(readFileSync(path, 'utf8'), marked('first\n'))
  assert.deepEqual(readdirSync(disk), ['chatserver.service'])
})

test('all done, files of others are kept beside, and a second look finds nothing to do', async (t) => {
  const folder = temporaryFolder(t)
  const { at, steps } = await scene(folder)
  assert.deepEqual(
    steps.map(({ standing }) => standing),
    ['missing', 'missing', 'missing', 'older', 'foreign', 'older'],
  )
  await carryOut(host, 'system', steps, untouched)
  assert.equal(readFileSync(at('theirs.before-chatctl'), 'utf8'), 'not ours\n')
  assert.equal(readFileSync(at('theirs'), 'utf8'), marked('ours\n'))
  writeFileSync(at('theirs'), 'not ours again\n')
  await carryOut(host, 'system', [await fileOf(at('theirs'), 'ours\n')], untouched)
  assert.equal(readFileSync(at('theirs.before-chatctl'), 'utf8'), 'not ours\n')
  assert.equal(readFileSync(at('theirs.before-chatctl.2'), 'utf8'), 'not ours again\n')
  assert.ok(!existsSync(at('data')))
  assert.equal(statSync(at('made')).mode & 0o777, 0o750)
  assert.deepEqual(
    [await fileOf(at('theirs'), 'ours\n'), await folderStep(host, at('made'), null, false)].filter(isDue),
    [],
  )
})

test('a link in the place of a file is put aside, and what it leads to stays as it is', async (t) => {
  const folder = temporaryFolder(t)
  const [link, other] = [join(folder, 'unit'), join(folder, 'other')]
  writeFileSync(other, 'other\n')
  symlinkSync(other, link)
  await carryOut(host, 'system', [await fileOf(link, 'ours\n')], untouched)
  assert.equal(readFileSync(other, 'utf8'), 'other\n')
  assert.equal(readFileSync(link, 'utf8'), marked('ours\n'))
  assert.ok(!statSync(link).isSymbolicLink())
})

test('a masked unit is seen as not ours', async (t) => {
  const link = join(temporaryFolder(t), 'unit')
  execFileSync('ln', ['-s', '/dev/null', link])
  assert.equal((await fileOf(link, 'ours\n')).standing, 'foreign')
})

test('a file of logrotate that is kept gets a name which logrotate does not read', async (t) => {
  const folder = join(temporaryFolder(t), 'logrotate.d')
  mkdirSync(folder)
  for (const name of ['chat', 'chat.before-chatctl.disabled']) writeFileSync(join(folder, name), 'theirs\n')
  const step = await fileOf(join(folder, 'chat'), 'ours\n')
  assert.equal(step.kept, join(folder, 'chat.before-chatctl.2.disabled'))
})
