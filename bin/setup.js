#!/usr/bin/env node
// Makes a fresh clone ready before `npm start` and `npm test`: dependencies as in the lock file and, with --build,
// the built program. Does nothing when both are in place. Runs on the machine's own Node, so it needs no dependency.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const installed = join(modules, '.installed-lock')
const shell = process.platform === 'win32'

function run(command, args) {
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH}` }
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env, shell })
  if (status !== 0) {
    process.stderr.write(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}\n`)
    process.exit(status || 1)
  }
}

/** Newest modification time, in ms, of the files below a path. */
function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
  // The engine warning is about the machine's Node; the scripts that follow run on the one this installs.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(installed, lock)
}

const built = join(root, 'oclif.manifest.json')
const sources = ['src', 'commands', 'bin', 'package.json'].map((name) => join(root, name))
if (
  process.argv.includes('--build') &&
  (!existsSync(built) || newest(built) < Math.max(...sources.map(newest)))
) {
  run('node', [join(root, 'bin', 'build.js')])
}
