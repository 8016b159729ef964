import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from '@oclif/core/command'
import type { Plugin } from '@oclif/core/interfaces'
import type { Locale } from '../messages/index.ts'

/** package.json as this package writes it. */
type Package = Plugin['pjson'] & {
  readonly oclif: {
    readonly topics: Readonly<Record<string, { readonly description: string }>>
    readonly hooks: Readonly<Record<string, string>>
    readonly additionalHelpFlags: readonly string[]
  }
}

type BuiltCommand = Command.Cached & { readonly relativePath: string[] }

/** What the build wrote of all commands; the files are named in bin/manifests.js. */
interface Manifest {
  readonly commands: Readonly<Record<string, BuiltCommand>>
  /** What takes the place of the same in package.json, in another language than that. */
  readonly pjson?: Pick<Package, 'description'> & { readonly topics: Package['oclif']['topics'] }
}

/**
 * This package for oclif, as its build described it. oclif's own description of a package looks for settings and plugins
 * that this one does not have, and brings the commands into the order of a language, for which ICU is loaded; and to run
 * one command nobody needs the help of all. Together that would be a sixth of the time that a short command takes.
 *
 * @param root  folder of package.json
 * @param argv  what was typed: decides whether all texts of all commands are wanted
 */
export function builtPlugin(root: string, argv: readonly string[], locale: Locale): Plugin {
  const pjson = readJson<Package>(join(root, 'package.json'))
  const index = readJson<Manifest>(join(root, 'dist/commands.json'))
  if (isCommand(argv, index, pjson)) return pluginOf(root, pjson, index)
  const manifest = readJson<Manifest>(
    join(root, locale === 'en' ? 'oclif.manifest.json' : `dist/manifest.${locale}.json`),
  )
  const { topics = pjson.oclif.topics, description = pjson.description } = manifest.pjson ?? {}
  return pluginOf(root, { ...pjson, description, oclif: { ...pjson.oclif, topics } }, manifest)
}

/** Whether a command line runs a command that needs to know nothing of the others. */
function isCommand(argv: readonly string[], { commands }: Manifest, { oclif }: Package): boolean {
  const [first = '', second = ''] = argv
  const asksForHelp = ['--help', ...oclif.additionalHelpFlags].some((flag) => argv.includes(flag))
  if (asksForHelp || first === 'completion') return false
  const names = [first, `${first}:${second}`]
  return Object.values(commands).some(({ id, aliases = [] }) =>
    names.some((name) => id === name || aliases.includes(name)),
  )
}

function pluginOf(root: string, pjson: Package, { commands }: Manifest): Plugin {
  const { name, version, oclif } = pjson
  const commandIDs = Object.keys(commands).sort()

  async function findCommand(id: string): Promise<Command.Class> {
    const path = commands[id]?.relativePath
    if (path === undefined) throw new Error(`no command has the id ${id}`)
    const { default: found } = await import(pathToFileURL(join(root, ...path)).href)
    return Object.assign(found, { id, plugin })
  }

  const plugin: Plugin = {
    _base: '',
    name,
    alias: name,
    version,
    root,
    pjson,
    type: 'core',
    isRoot: true,
    valid: true,
    hasManifest: true,
    moduleType: 'module',
    commandsDir: undefined,
    options: { root },
    commandIDs,
    commands: commandIDs.map((id) => ({
      ...(commands[id] as BuiltCommand),
      load: () => findCommand(id),
      pluginAlias: name,
      pluginType: 'core',
    })),
    topics: Object.entries(oclif.topics).map(([topic, texts]) => ({ ...texts, name: topic })),
    hooks: Object.fromEntries(
      Object.entries(oclif.hooks).map(([event, target]) => [event, [{ identifier: 'default', target }]]),
    ),
    findCommand,
    async load() {},
  }
  return plugin
}

function readJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, 'utf8')) as Shape
}
