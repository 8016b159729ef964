import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { probeSocket } from '../../../src/control/probe.ts'
import type { Applied } from '../../../src/doctor/fixes/apply.ts'
import { storedFixes } from '../../../src/doctor/fixes/records.ts'
import { takeBack } from '../../../src/doctor/fixes/take-back.ts'
import { processStart } from '../../../src/store/process-start.ts'
import { tinyDisk } from '../../helpers/temporary-folder.ts'
import { host, made, place, us } from './workbench.ts'

const modeOf = (path: string) => statSync(path).mode & 0o7777
const file = { ...us, mode: 0o640 }

function fixOf(applied: Applied) {
  assert.equal(applied.outcome, 'made')
  assert.ok('fix' in applied)
  return applied.fix
}

test('a file is rewritten through its link with its mode, and taken back byte by byte', async (t) => {
  const { work, records, path, read } = place(t)
  writeFileSync(path('real.json'), 'before')
  chmodSync(path('real.json'), 0o604)
  symlinkSync('real.json', path('link.json'))
  const { applied } = await made(records, (piece) =>
    piece.write(path('link.json'), Buffer.from('after'), file),
  )
  assert.equal(read('real.json'), 'after')
  assert.equal(modeOf(path('real.json')), 0o604)
  assert.ok(lstatSync(path('link.json')).isSymbolicLink())
  assert.deepEqual(await takeBack(fixOf(applied), host).then(({ problem }) => problem), null)
  assert.equal(read('real.json'), 'before')
  assert.equal(modeOf(path('real.json')), 0o604)
  assert.deepEqual(readdirSync(work).sort(), ['link.json', 'real.json'])
  assert.deepEqual(readdirSync(records), [])
})

test('folders and a file in them come into being, also at the end of a dangling link, and go again', async (t) => {
  const { work, records, path, read } = place(t)
  symlinkSync('deep/down/config.json', path('config.json'))
  const { applied } = await made(records, async (piece) => {
    await piece.makeFolder(path('deep/down'), { ...us, mode: 0o750 })
    await piece.write(path('config.json'), Buffer.from('{}'), file)
  })
  assert.equal(read('deep/down/config.json'), '{}')
  assert.equal(modeOf(path('deep/down/config.json')), 0o640)
  assert.equal(modeOf(path('deep/down')), 0o750)
  assert.equal((await takeBack(fixOf(applied), host)).problem, null)
  assert.deepEqual(readdirSync(work), ['config.json'])
})

test('a folder that holds something by now stays', async (t) => {
  const { records, path } = place(t)
  const { applied } = await made(records, (piece) => piece.makeFolder(path('logs'), { ...us, mode: 0o750 }))
  writeFileSync(path('logs/server.log'), 'line\n')
  const { problem } = await takeBack(fixOf(applied), host)
  assert.equal(problem?.key, 'fixes.folderInUse')
  assert.ok(existsSync(path('logs/server.log')))
})

test('a mode is set and set back', async (t) => {
  const { records, path } = place(t)
  writeFileSync(path('config.json'), '{}')
  chmodSync(path('config.json'), 0o666)
  const before = { ...us, mode: 0o666 }
  const { applied } = await made(records, (piece) =>
    piece.add({ do: 'set-attributes', path: path('config.json'), before, after: { ...us, mode: 0o600 } }),
  )
  assert.equal(modeOf(path('config.json')), 0o600)
  assert.equal((await takeBack(fixOf(applied), host)).problem, null)
  assert.equal(modeOf(path('config.json')), 0o666)
})

test('a dead socket is removed and put back dead; one that answers is left alone', async (t) => {
  const { records, path } = place(t)
  const socket = path('control.sock')
  const server = createServer().listen(path('born.sock'))
  await once(server, 'listening')
  // Under a second name it stays when its server closes.
  linkSync(path('born.sock'), socket)
  chmodSync(socket, 0o700)
  const plan = { do: 'remove-socket', path: socket, before: { ...us, mode: 0o700 } } as const
  const alive = await made(records, (piece) => piece.add(plan))
  assert.equal(alive.applied.outcome, 'not-made')
  assert.ok(existsSync(socket))
  server.close()
  await once(server, 'close')

  const { applied } = await made(records, (piece) => piece.add(plan))
  const fix = fixOf(applied)
  assert.ok(!existsSync(socket))
  assert.equal((await takeBack(fix, host)).problem, null)
  assert.ok(lstatSync(socket).isSocket())
  assert.equal(modeOf(socket), 0o700)
  assert.equal(await probeSocket(socket), 'refused')
})

test('a log is set aside, compressed, and put back byte by byte', async (t) => {
  const { work, records, path, read } = place(t)
  const log = 'a line of the log\n'.repeat(50_000)
  writeFileSync(path('server.log'), log, { mode: 0o640 })
  const plan = { do: 'rotate', path: path('server.log'), to: path('server.log.1'), writer: null } as const
  const { applied } = await made(records, (piece) => piece.add(plan))
  assert.deepEqual(readdirSync(work), ['server.log.1.gz'])
  assert.equal(gunzipSync(readFileSync(path('server.log.1.gz'))).toString(), log)
  assert.equal(modeOf(path('server.log.1.gz')), 0o640)
  assert.equal((await takeBack(fixOf(applied), host)).problem, null)
  assert.deepEqual(readdirSync(work), ['server.log'])
  assert.equal(read('server.log'), log)
})

test('a log that has been written to since is not overwritten by the old one', async (t) => {
  const { records, path, read } = place(t)
  writeFileSync(path('server.log'), 'old\n')
  const plan = { do: 'rotate', path: path('server.log'), to: path('server.log.1'), writer: null } as const
  const { applied } = await made(records, (piece) => piece.add(plan))
  writeFileSync(path('server.log'), 'new\n')
  assert.equal((await takeBack(fixOf(applied), host)).problem?.key, 'fixes.wasWrittenAnew')
  assert.equal(read('server.log'), 'new\n')
})

test('a process is asked to end before it is killed, and another one with its id is left alone', async (t) => {
  const { records } = place(t)
  const script =
    'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); setInterval(() => {}, 9e8); console.log("up")'
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (text) => {
    said += text
  })
  await once(child.stdout, 'data')
  const pid = child.pid ?? 0
  const stop = (start: string | null) => ({ do: 'stop', process: { pid, start }, command: 'node' }) as const
  const other = await made(records, (piece) => piece.add(stop('1')))
  assert.equal(other.applied.outcome, 'not-made')
  assert.equal(child.exitCode, null)
  const closed = once(child, 'close')
  const { applied } = await made(records, (piece) => piece.add(stop(processStart(pid))))
  assert.equal(applied.outcome, 'made')
  await closed
  assert.match(said, /bye/)
})

test('a program runs, and its opposite takes it back', async (t) => {
  const { records, path } = place(t)
  const plan = {
    do: 'run',
    argv: ['touch', path('made')],
    undo: ['rm', path('made')],
    needsRoot: false,
  } as const
  const { applied } = await made(records, (piece) => piece.add(plan))
  assert.ok(existsSync(path('made')))
  assert.equal((await takeBack(fixOf(applied), host)).problem, null)
  assert.ok(!existsSync(path('made')))
})

test('after a step that fails, those before it are taken back and the reason is told', async (t) => {
  const { work, records, path, read } = place(t)
  writeFileSync(path('config.json'), 'before')
  const { applied } = await made(records, async (piece) => {
    await piece.makeFolder(path('logs'), { ...us, mode: 0o750 })
    await piece.write(path('config.json'), Buffer.from('after'), file)
    piece.add({ do: 'run', argv: ['touch', path('made')], undo: ['rm', path('made')], needsRoot: false })
    piece.add({ do: 'run', argv: ['sh', '-c', 'echo broken >&2; exit 7'], undo: null, needsRoot: false })
  })
  assert.equal(applied.outcome, 'not-made')
  assert.ok('problem' in applied)
  assert.deepEqual(
    [applied.problem.key, applied.problem.values?.exitCode, applied.problem.values?.detail],
    ['fixes.runFailed', 7, 'broken'],
  )
  assert.deepEqual(readdirSync(work), ['config.json'])
  assert.equal(read('config.json'), 'before')
  assert.deepEqual(readdirSync(records), [])
})

test('an interruption leaves the state before', async (t) => {
  const { work, records, path, read } = place(t)
  writeFileSync(path('config.json'), 'before')
  const ending = new AbortController()
  ending.abort()
  const { applied } = await made(
    records,
    (piece) => piece.write(path('config.json'), Buffer.from('after'), file),
    ending.signal,
  )
  assert.equal(applied.outcome, 'not-made')
  assert.equal('problem' in applied && applied.problem.key, 'fixes.interrupted')
  assert.equal(read('config.json'), 'before')
  assert.deepEqual(readdirSync(work), ['config.json'])
})

test('a file that changes between planning and applying is left alone', async (t) => {
  const { records, path, read } = place(t)
  writeFileSync(path('config.json'), 'before')
  const { applied } = await made(records, async (piece) => {
    await piece.write(path('config.json'), Buffer.from('after'), file)
    writeFileSync(path('config.json'), 'by somebody else')
  })
  assert.equal(applied.outcome, 'not-made')
  assert.equal(read('config.json'), 'by somebody else')
})

test('what was changed since is not taken back, and neither is anything beside it', async (t) => {
  const { records, path, read } = place(t)
  writeFileSync(path('a'), 'before')
  writeFileSync(path('b'), 'before')
  const { applied } = await made(records, async (piece) => {
    await piece.write(path('a'), Buffer.from('after'), file)
    await piece.write(path('b'), Buffer.from('after'), file)
  })
  appendFileSync(path('a'), ' and more')
  const { problem } = await takeBack(fixOf(applied), host)
  assert.equal(problem?.key, 'fixes.wasChanged')
  assert.deepEqual([read('a'), read('b')], ['after and more', 'after'])
})

test('a damaged copy is not put back', async (t) => {
  const { records, path, read } = place(t)
  writeFileSync(path('config.json'), 'before')
  const { applied } = await made(records, (piece) =>
    piece.write(path('config.json'), Buffer.from('after'), file),
  )
  const fix = fixOf(applied)
  const copy = readdirSync(fix.folder).find((name) => name !== 'manifest.json')
  writeFileSync(`${fix.folder}/${copy}`, 'something else')
  assert.equal((await takeBack(fix, host)).problem?.key, 'fixes.copyDamaged')
  assert.equal(read('config.json'), 'after')
})

test('on a full disk the old file stays, and nothing is left beside it', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const { records } = place(t)
  writeFileSync(`${disk}/config.json`, 'before')
  const { applied } = await made(records, async (piece) => {
    await piece.makeFolder(`${disk}/logs`, { ...us, mode: 0o750 })
    await piece.write(`${disk}/config.json`, Buffer.alloc(2 << 20, 'x'), file)
  })
  assert.equal(applied.outcome, 'not-made')
  assert.match(String('problem' in applied && applied.problem.values?.detail), /ENOSPC/)
  assert.equal(readFileSync(`${disk}/config.json`, 'utf8'), 'before')
  assert.deepEqual(readdirSync(disk), ['config.json'])
})

test('copies go to the next folder where the first has no room', async (t) => {
  const disk = tinyDisk(t)
  if (disk === undefined) return
  const { work, path } = place(t)
  writeFileSync(path('list'), Buffer.alloc(1 << 20, 'x'))
  mkdirSync(`${disk}/state`, { mode: 0o700 })
  const { Workpiece } = await import('../../../src/doctor/fixes/workpiece.ts')
  const { store } = await import('../../../src/doctor/fixes/records.ts')
  const piece = new Workpiece()
  await piece.write(path('list'), Buffer.from('[]'), file)
  const draft = {
    server: 's',
    check: 'config/syntax',
    summary: { key: 'fixes.again' },
    risk: 'safe',
    changes: piece.changes,
  } as const
  const folders = [`${disk}/state/fixes`, `${work}/.chatctl/fixes`]
  const fix = await store(draft, piece.contents, { folders, uid: us.uid, now: 0 })
  assert.ok(fix.folder.startsWith(work))
  assert.deepEqual(readdirSync(`${disk}/state/fixes`), [])
  assert.deepEqual(
    (await storedFixes(folders, us.uid, 's')).map(({ record }) => record.id),
    [fix.record.id],
  )
})

test('records that others could have put there are none', async (t) => {
  const { records, path } = place(t)
  writeFileSync(path('config.json'), 'before')
  await made(records, (piece) => piece.write(path('config.json'), Buffer.from('after'), file))
  assert.equal((await storedFixes([records], us.uid, '/config.json')).length, 1)
  chmodSync(records, 0o770)
  assert.deepEqual(await storedFixes([records], us.uid, '/config.json'), [])
  chmodSync(records, 0o700)
  assert.deepEqual(await storedFixes([records], us.uid + 1, '/config.json'), [])
  assert.deepEqual(await storedFixes([records], us.uid, '/other.json'), [])
})
