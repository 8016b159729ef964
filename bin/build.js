#!/usr/bin/env node
// Builds dist/ and oclif.manifest.json. Bundling, splitting and minifying bring start-up near the floor that oclif sets.
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { systemdCatalogue } from '../src/explain/systemd-catalogue.ts'
import { withLazyBuiltins } from './lazy-builtins.js'
import { writeManifests } from './manifests.js'
import { parsedCatalogues } from './parsed-catalogues.js'
import { standIns } from './stand-ins.js'
import { thirdPartyNotices } from './third-party.js'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const entries = [
  ...globSync('commands/**/*.ts'),
  'src/cli/main.ts',
  'src/cli/command-not-found.ts',
  'src/cli/help.ts',
  'src/logbook/scan/worker.ts',
]
const input = Object.fromEntries(
  entries.map((path) => [path.replace(/^src\//, '').slice(0, -'.ts'.length), path]),
)

rmSync('dist', { recursive: true, force: true })
rmSync('oclif.manifest.json', { force: true })
const bundle = await rolldown({
  input,
  platform: 'node',
  external: [/^@node-rs\//],
  // Of jsonc-parser only that one can be bundled.
  resolve: { mainFields: ['module', 'main'] },
  transform: { target: 'node22', define: { CHATCTL_VERSION: JSON.stringify(version) } },
  plugins: [standIns, parsedCatalogues],
})
const { output } = await bundle.generate({
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
  // A text of one byte a character is read faster, and half as much of it makes V8 collect garbage at the start.
  charset: 'ascii',
  // Functions and classes keep their names, for stack traces and crash files.
  minify: {
    compress: true,
    mangle: { keepNames: true, reserved: ['__require'] },
    codegen: { removeWhitespace: true },
  },
  // Every file costs a start some 0.3 ms: what all commands need is in few, whoever else needs only a part of it.
  codeSplitting: {
    groups: [
      { name: 'start', test: /src[\\/](?:cli[\\/](?:main|help)|messages[\\/]index)\.ts$/, priority: 2 },
      {
        name: 'command',
        test: /src[\\/](?:cli[\\/](?:base-command|daemon|screens[\\/][a-z-]+)|messages[\\/]format)\.ts$/,
        priority: 1,
      },
      { name: 'lists', test: /src[\\/]sanctions[\\/]open-sanctions\.ts$/ },
      { name: 'servers', test: /src[\\/]cli[\\/]other-servers\.ts$/ },
    ],
  },
})
for (const { fileName, code } of output) {
  const path = join('dist', fileName)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, withLazyBuiltins(code))
}
writeFileSync(
  'dist/THIRD-PARTY-LICENSES.txt',
  thirdPartyNotices(output.flatMap(({ moduleIds }) => moduleIds)),
)

// For `journalctl --update-catalog`; systemd finds the language in the file's name.
for (const [locale, suffix] of [
  ['en', ''],
  ['zh-CN', '.zh_CN'],
]) {
  writeFileSync(`dist/chatctl${suffix}.catalog`, await systemdCatalogue(locale))
}

await writeManifests(root)
