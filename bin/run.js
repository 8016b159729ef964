#!/usr/bin/env node
import { isSupportedNode, unsupportedNodeText } from './node-version.js'

// As in environment.js; an old Node does not know it.
const { existsSync, readFileSync, statSync } = process.getBuiltinModule?.('node:fs') ?? {}
const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const main = new URL('../dist/cli/main.js', import.meta.url)

if (!isSupportedNode(process.versions.node)) {
  const hasOwn = existsSync?.(new URL('../node_modules/.bin/node', import.meta.url))
  const folder = hasOwn ? decodeURIComponent(new URL('..', import.meta.url).pathname) : undefined
  process.stderr.write(`${unsupportedNodeText(process.versions.node, locale, folder)}\n`)
  process.exitCode = 1
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-v')) {
  // Answered before oclif loads: it is what people and scripts ask most.
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  process.stdout.write(`chatctl/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
} else {
  const built = statSync(main, { throwIfNoEntry: false })
  if (built === undefined) {
    process.stderr.write(
      locale.startsWith('zh') ? '尚未构建，请先运行：npm run build\n' : 'Not built yet. Run: npm run build\n',
    )
    process.exitCode = 1
  } else {
    const { keepCompiledCode, prepareEnvironment } = await import('./environment.js')
    prepareEnvironment()
    // Not when it was changed: packages come with the same time in every release.
    keepCompiledCode(main.pathname, built.ctimeMs)
    const { start } = await import(main.href)
    await start(import.meta.url)
  }
}
