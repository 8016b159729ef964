#!/usr/bin/env node
// The same program from the TypeScript sources: Node strips the types, nothing is built.
import { isSupportedNode, unsupportedNodeText } from './node-version.js'

if (isSupportedNode(process.versions.node)) {
  const { prepareEnvironment } = await import('./environment.js')
  prepareEnvironment()
  const { start } = await import('../src/cli/main.ts')
  await start(import.meta.url, { commands: './commands', hooks: './src/cli' })
} else {
  process.stderr.write(`${unsupportedNodeText(process.versions.node, process.env.LANG ?? '')}\n`)
  process.exitCode = 1
}
