import type { Plugin } from '@oclif/core/interfaces'
import { en } from '../messages/en/index.ts'
import { currentLocale, type MessageKey, t } from '../messages/index.ts'

/**
 * Puts the help of all commands into the reader's language. It is English in the commands and in the manifest, which is
 * written when the package is built; every English text of the catalogues is found again here by its words.
 */
export function translateHelp({ commands, pjson }: Pick<Plugin, 'commands' | 'pjson'>): void {
  if (currentLocale() === 'en') return
  const keys = keysByText()
  const translate = (holder: object, field: string) => {
    const text = Reflect.get(holder, field)
    const key = typeof text === 'string' ? keys.get(text) : undefined
    if (key !== undefined) Reflect.set(holder, field, t(key))
  }
  for (const command of commands) {
    translate(command, 'summary')
    translate(command, 'description')
    for (const part of [...Object.values(command.flags ?? {}), ...Object.values(command.args ?? {})]) {
      translate(part, 'summary')
      translate(part, 'description')
    }
  }
  for (const topic of Object.values(pjson.oclif.topics ?? {})) translate(topic, 'description')
  translate(pjson, 'description')
}

function keysByText(): ReadonlyMap<string, MessageKey> {
  const found = new Map<string, MessageKey>()
  const collect = (tree: object, prefix: string) => {
    for (const [name, value] of Object.entries(tree)) {
      const key = prefix === '' ? name : `${prefix}.${name}`
      if (typeof value === 'string') found.set(value, key as MessageKey)
      else collect(value, key)
    }
  }
  collect(en, '')
  return found
}
