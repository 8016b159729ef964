#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { heedColourWish } from './colour-wish.js'
import { compileCacheFolder } from './compile-cache.js'
import { standInForNamelessUser } from './nameless-user.js'
import { isSupportedNode, unsupportedNodeText } from './node-version.js'

const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const main = new URL('../dist/cli/main.js', import.meta.url)

if (!isSupportedNode(process.versions.node)) {
  process.stderr.write(`${unsupportedNodeText(process.versions.node, locale)}\n`)
  process.exitCode = 1
} else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-v')) {
  // Answered before oclif loads: it is what people and scripts ask most.
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  process.stdout.write(`chatctl/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
} else if (!existsSync(main)) {
  process.stderr.write(
    locale.startsWith('zh') ? '尚未构建，请先运行：npm run build\n' : 'Not built yet. Run: npm run build\n',
  )
  process.exitCode = 1
} else {
  standInForNamelessUser()
  heedColourWish()
  const cache = compileCacheFolder({ env: process.env, uid: process.getuid?.(), command: process.argv[2] })
  if (cache !== null) module.enableCompileCache?.(cache)
  const { start } = await import(main.href)
  await start(import.meta.url)
}
