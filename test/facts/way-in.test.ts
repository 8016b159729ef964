import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { shutPlaces } from '../../src/facts/way-in.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const host = liveHost({}, '/')
const STRANGER = { name: 'stranger', uid: 4_000_000, gid: 4_000_000, gids: [4_000_000] }

test('every folder on the way is told, those behind a link too, and then the file', {
  skip: process.platform === 'win32' && 'needs owners and modes',
}, async (t) => {
  const top = realpathSync(temporaryFolder(t))
  chmodSync(top, 0o755)
  for (const name of ['live', 'live/x', 'archive', 'archive/x']) mkdirSync(join(top, name), { mode: 0o755 })
  const key = join(top, 'archive/x/key1.pem')
  writeFileSync(key, 'x', { mode: 0o600 })
  symlinkSync('../../archive/x/key1.pem', join(top, 'live/x/key.pem'))
  for (const name of ['live', 'archive']) chmodSync(join(top, name), 0o700)
  const shut = async () => (await shutPlaces(host, [join(top, 'live/x/key.pem')], STRANGER)).filter(isOurs)
  const isOurs = ({ path }: { path: string }) => path.startsWith(`${top}/`)
  const told = (await shut()).map(({ path, kind }) => [path.slice(top.length), kind])
  assert.deepEqual(told, [
    ['/archive', 'folder'],
    ['/live', 'folder'],
    ['/archive/x/key1.pem', 'file'],
  ])
  for (const name of ['live', 'archive']) chmodSync(join(top, name), 0o711)
  chmodSync(key, 0o644)
  assert.deepEqual(await shut(), [])
  chmodSync(key, 0o640)
  const [file] = await shut()
  assert.equal(file?.openTo === null, statSync(key).gid === 0, 'the group of root is joined by nobody')
})
