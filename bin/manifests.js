import { writeFileSync } from 'node:fs'
import { Plugin, settings } from '@oclif/core'
import { translateHelp } from '../src/cli/translate-help.ts'
import { useLocale } from '../src/messages/both.ts'

/**
 * Writes what the built commands say of themselves: oclif.manifest.json, the same in Chinese beside the code, and an index of
 * what it takes to run one, dist/commands.json. The description of package.json and its topics are part of the help.
 *
 * @param {string} root folder of package.json, where dist/ has been built
 */
export async function writeManifests(root) {
  // A command that cannot be loaded is a warning to oclif.
  process.on('warning', (warning) => {
    throw warning
  })
  settings.enableAutoTranspile = false
  const plugin = new Plugin({ root, isRoot: true, ignoreManifest: true })
  await plugin.load()
  const { manifest, pjson } = plugin
  const write = (path, content) => writeFileSync(`${root}/${path}`, `${JSON.stringify(content)}\n`)
  write('oclif.manifest.json', manifest)
  const index = Object.entries(manifest.commands).map(([id, command]) => [id, toRun(command)])
  write('dist/commands.json', { commands: Object.fromEntries(index) })
  useLocale('zh-CN')
  translateHelp({ commands: Object.values(manifest.commands), pjson })
  const { description, oclif } = pjson
  write('dist/manifest.zh-CN.json', { ...manifest, pjson: { description, topics: oclif.topics } })
}

/** What oclif looks at to find out which words of a command line are the command. */
function toRun({ id, aliases, hiddenAliases, hidden, relativePath, strict, args }) {
  const names = Object.fromEntries(Object.keys(args).map((name) => [name, {}]))
  return { id, aliases, hiddenAliases, hidden, relativePath, strict, args: names }
}
