#!/usr/bin/env node
// Builds dist/ and oclif.manifest.json. Bundling, splitting and minifying bring start-up near the floor that oclif sets.
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Plugin, settings } from '@oclif/core'
import { build } from 'esbuild'
import { systemdCatalogue } from '../src/explain/systemd-catalogue.ts'
import { thirdPartyNotices } from './third-party.js'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const commands = globSync('commands/**/*.ts').map((path) => ({ in: path, out: path.slice(0, -'.ts'.length) }))
const entries = [
  'src/cli/main.ts',
  'src/cli/command-not-found.ts',
  'src/cli/help.ts',
  'src/logbook/scan/worker.ts',
].map((path) => ({
  in: path,
  out: path.slice('src/'.length, -'.ts'.length),
}))

/**
 * What dependencies load at every start and this program never uses: zod's own words in fifty languages, for the
 * catalogues say what is wrong; and, since the package has a manifest, a package.json with its settings and no plugins,
 * what oclif would look for commands, settings and plugins with, the Windows shell that it would ask, and its spinners.
 */
const UNUSED = [
  { of: /[\\/]zod[\\/]/, path: /locales\/index\.c?js$/, contents: 'export {}' },
  { of: /[\\/]@oclif[\\/]/, path: /^wsl-utils$/, contents: 'export const isWsl = false' },
  { of: /[\\/]@oclif[\\/]/, path: /^cli-spinners$/, contents: 'export default { dots2: {}, line: {} }' },
  { of: /[\\/]@oclif[\\/]/, path: /^(?:tinyglobby|minimatch|lilconfig)$/, contents: 'export {}' },
]
const withoutTheUnused = {
  name: 'without-the-unused',
  setup(bundle) {
    bundle.onResolve({ filter: /.*/ }, ({ path, importer }) => {
      const unused = UNUSED.findIndex((one) => one.of.test(importer) && one.path.test(path))
      return unused < 0 ? undefined : { path: String(unused), namespace: 'unused' }
    })
    bundle.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({ contents: UNUSED[path].contents }))
  },
}

rmSync('dist', { recursive: true, force: true })
rmSync('oclif.manifest.json', { force: true })
const { metafile } = await build({
  metafile: true,
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
    js: "let __r;const __q=()=>__r??=process.getBuiltinModule('node:module').createRequire(import.meta.url),require=Object.assign(id=>__q()(id),{resolve:(id,o)=>__q().resolve(id,o)});",
  },
  logLevel: 'warning',
  plugins: [withoutTheUnused],
})

writeFileSync('dist/THIRD-PARTY-LICENSES.txt', thirdPartyNotices(metafile))

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
