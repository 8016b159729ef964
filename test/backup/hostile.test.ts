import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { packTar, type TarEntry } from 'modern-tar'
import { BACKUP_SCHEMA } from '../../src/backup/manifest.ts'
import { readArchive } from '../../src/backup/read-archive.ts'
import { ChatctlError } from '../../src/errors/chatctl-error.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const file = (name: string, text: string): TarEntry => ({
  header: { name, size: Buffer.byteLength(text), type: 'file' },
  body: text,
})

function manifest(rows: readonly { readonly name: string; readonly text: string }[]): TarEntry {
  const files = rows.map(({ name, text }) => ({
    name,
    role: name.split('/')[0],
    from: '/x',
    bytes: Buffer.byteLength(text),
    sha256: createHash('sha256').update(text).digest('hex'),
    modified: '2026-06-15T14:00:00.000Z',
    ...{ mode: 0o600, uid: 0, gid: 0, user: 'root', group: 'root' },
  }))
  const head = {
    schema: BACKUP_SCHEMA,
    createdAt: '2026-06-15T14:00:00.000Z',
    version: '1',
    host: 'h',
    server: 's',
  }
  return file('manifest.json', JSON.stringify({ ...head, reason: 'asked', files, folders: [] }))
}

const LIST = { name: 'lists/banned_ips.json', text: '[]' }
const listed = file(LIST.name, LIST.text)
const link = (type: 'symlink' | 'link', name: string): TarEntry => ({
  header: { name, size: 0, type, linkname: '/etc/shadow' },
})

const HOSTILE: Readonly<Record<string, { readonly entries: readonly TarEntry[]; readonly id: string }>> = {
  'an absolute name': { entries: [file('/etc/cron.d/x', 'x'), manifest([LIST])], id: 'backup/unsafe' },
  'a name with ..': { entries: [file('lists/../../x', 'x'), manifest([LIST])], id: 'backup/unsafe' },
  'a folder that no backup has': { entries: [file('root/.ssh', 'x'), manifest([LIST])], id: 'backup/unsafe' },
  'a deep name': { entries: [file('data/a/b', 'x'), manifest([LIST])], id: 'backup/unsafe' },
  'a symbolic link': {
    entries: [link('symlink', 'lists/banned_ips.json'), manifest([LIST])],
    id: 'backup/unsafe',
  },
  'a hard link': { entries: [link('link', 'lists/banned_ips.json'), manifest([LIST])], id: 'backup/unsafe' },
  'a file twice': { entries: [listed, listed, manifest([LIST])], id: 'backup/unsafe' },
  'a file that the manifest does not name': {
    entries: [listed, file('data/state.json', '{}'), manifest([LIST])],
    id: 'backup/unsafe',
  },
  'a file behind the manifest': {
    entries: [listed, manifest([LIST]), file('data/x.json', '')],
    id: 'backup/unsafe',
  },
  'a unit larger than any unit': {
    entries: [file('unit/chatserver.service', 'x'.repeat(2 ** 21)), manifest([LIST])],
    id: 'backup/unsafe',
  },
  'a file that the manifest describes otherwise': {
    entries: [listed, manifest([{ ...LIST, text: '["1"]' }])],
    id: 'backup/damaged',
  },
  'no manifest': { entries: [listed], id: 'backup/damaged' },
  'a manifest of somebody else': { entries: [listed, file('manifest.json', '{}')], id: 'backup/damaged' },
}

for (const [title, { entries, id }] of Object.entries(HOSTILE)) {
  test(`an archive with ${title} is refused, and nothing is written`, async (t) => {
    const folder = temporaryFolder(t)
    await assertRefused(folder, gzipSync(await packTar(entries)), id)
  })
}

test('zeros without end behind the archive are not unpacked to their end', async (t) => {
  const folder = temporaryFolder(t)
  const tar = await packTar([listed, manifest([LIST])])
  const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  // Parts of gzip follow each other: 6.4 GiB in 6 MiB.
  const bomb = Buffer.concat([gzipSync(tar), ...Array.from({ length: 100 }, () => zeros)])
  await assertRefused(folder, bomb, 'backup/unsafe')
})

test('the same archive without any of that is good', async (t) => {
  const folder = temporaryFolder(t)
  const path = `${folder}/good.tar.gz`
  writeFileSync(path, gzipSync(await packTar([listed, manifest([LIST])])))
  const read = await readArchive(path, { signal: new AbortController().signal })
  assert.deepEqual(
    read.files.map(({ name }) => name),
    [LIST.name],
  )
})

async function assertRefused(folder: string, bytes: Uint8Array, id: string): Promise<void> {
  const path = `${folder}/hostile.tar.gz`
  writeFileSync(path, bytes)
  await assert.rejects(readArchive(path, { signal: new AbortController().signal }), (error) => {
    assert.ok(error instanceof ChatctlError, String(error))
    assert.equal(error.id, id, error.message)
    return true
  })
  assert.deepEqual(readdirSync(folder), ['hostile.tar.gz'])
}
