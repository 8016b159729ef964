#!/usr/bin/env node
// Builds dist/ and oclif.manifest.json. Bundling, splitting and minifying bring start-up near the floor that oclif sets.
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Plugin, settings } from '@oclif/core'
import { build } from 'esbuild'
import { systemdCatalogue } from '../src/explain/systemd-catalogue.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const commands = globSync('commands/**/*.ts').map((path) => ({ in: path, out: path.slice(0, -'.ts'.length) }))
const entries = ['src/cli/main.ts', 'src/cli/command-not-found.ts', 'src/logbook/scan/worker.ts'].map(
  (path) => ({
    in: path,
    out: path.slice('src/'.length, -'.ts'.length),
  }),
)

/** The catalogues say what is wrong in our own words, so zod's in fifty languages would only be read at every start. */
const withoutLocalesOfZod = {
  name: 'without-locales-of-zod',
  setup(bundle) {
    const isOfZod = ({ importer }) => /[\\/]zod[\\/]/.test(importer)
    const nothing = { path: 'locales', namespace: 'nothing' }
    bundle.onResolve({ filter: /locales\/index\.c?js$/ }, (asked) => (isOfZod(asked) ? nothing : undefined))
    bundle.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export {}' }))
  },
}

rmSync('dist', { recursive: true, force: true })
rmSync('oclif.manifest.json', { force: true })
await build({
  entryPoints: [...commands, ...entries],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minifyWhitespace: true,
  minifySyntax: true,
  // Names stay as they are, for stack traces and crash files; `keepNames` would rename every function object at run time.
  format: 'esm',
  platform: 'node',
  target: 'node22',
  chunkNames: 'chunks/[hash]',
  mainFields: ['module', 'main'],
  external: ['@node-rs/*'],
  define: { CHATCTL_VERSION: JSON.stringify(version) },
  // CommonJS dependencies inside an ES module bundle still ask for `require`.
  // Made when it is asked for: most pieces never do, and each would pay for it at every start.
  banner: {
    js: "import{createRequire as __cr}from'node:module';let __r;const require=Object.assign(id=>(__r??=__cr(import.meta.url))(id),{resolve:(id,o)=>(__r??=__cr(import.meta.url)).resolve(id,o)});",
  },
  logLevel: 'warning',
  plugins: [withoutLocalesOfZod],
})

// For `journalctl --update-catalog`; systemd finds the language in the file's name.
for (const [locale, suffix] of [
  ['en', ''],
  ['zh-CN', '.zh_CN'],
]) {
  writeFileSync(`dist/chatctl${suffix}.catalog`, await systemdCatalogue(locale))
}

settings.enableAutoTranspile = false
const plugin = new Plugin({ root, isRoot: true, ignoreManifest: true })
await plugin.load()
writeFileSync('oclif.manifest.json', `${JSON.stringify(plugin.manifest, null, 2)}\n`)
