import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

/** From the top to the bottom: a folder may import from its own level and from those below. */
const LEVELS = [
  ['bin', 'commands'],
  ['cli'],
  ['monitor', 'migrate'],
  ['report', 'backup', 'service'],
  ['doctor', 'explain', 'stress', 'capture'],
  ['facts'],
  ['client', 'server', 'logbook', 'top'],
  ['control'],
  ['sanctions'],
  ['chat', 'protocol'],
  ['config', 'store', 'host', 'logging'],
  ['errors', 'encoding'],
  ['messages'],
] as const

/** Packages with one home, so that what they cost and how they behave is decided in one place. */
const ONLY_PLACE: Record<string, string> = {
  chalk: 'cli',
  'cli-table3': 'cli',
  pino: 'logging',
  execa: 'host',
  systeminformation: 'host',
}

const files = globSync(['src/**/*.ts', 'commands/**/*.ts'])
const folderOf = (path: string) => (path.startsWith('src/') ? path.split('/')[1] : path.split('/')[0]) ?? ''
const levelOf = (folder: string) => LEVELS.findIndex((level) => (level as readonly string[]).includes(folder))

function importsOf(path: string): string[] {
  const source = readFileSync(path, 'utf8')
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

test('every folder of src has a level', () => {
  assert.deepEqual(
    [...new Set(files.map(folderOf))].filter((folder) => levelOf(folder) < 0),
    [],
  )
})

test('imports go down', () => {
  const upward = files.flatMap((path) =>
    importsOf(path)
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(path), name)))
      .filter((target) => levelOf(folderOf(target)) < levelOf(folderOf(path)))
      .map((target) => `${path} -> ${target}`),
  )
  assert.deepEqual(upward, [])
})

test('a package with one home is imported only there', () => {
  const strays = files.flatMap((path) =>
    importsOf(path)
      .filter((name) => ONLY_PLACE[name] !== undefined && ONLY_PLACE[name] !== folderOf(path))
      .map((name) => `${path} imports ${name}`),
  )
  assert.deepEqual(strays, [])
})

test('folders are made in the way that ends everywhere', () => {
  const endless = files.filter((path) =>
    /\bmkdir(?:Sync)?\(.*recursive: true/.test(readFileSync(path, 'utf8')),
  )
  assert.deepEqual(endless, [], 'use makeFolder of src/store')
})
