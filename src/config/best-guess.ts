import { parseTree } from 'jsonc-parser'
import { applyOverrides, type Override } from './overrides.ts'
import { type Config, configSchema, fileSchema } from './schema.ts'
import { tooComplexAt } from './structure.ts'
import { plainValue, propertiesOf } from './tree.ts'

/**
 * What can be made out of a configuration that cannot be used: every setting that is right by itself, defaults for the rest.
 * For looking at a server whose file is broken, never for running one. Never throws.
 *
 * @param overrides  settings from outside the file, which win where they are right by themselves
 */
export function bestGuess(text: string, overrides: readonly Override[] = []): Config {
  const root = tooComplexAt(text) === undefined ? parseTree(text) : undefined
  const sections: Record<string, unknown> = {}
  for (const { name, value } of propertiesOf(root)) {
    if (!(name in fileSchema.shape)) continue
    const section = name as keyof typeof fileSchema.shape
    const good: Record<string, unknown> = {}
    for (const key of propertiesOf(value)) {
      const setting = { [key.name]: plainValue(key.value) }
      if (fileSchema.shape[section].safeParse({ ...good, ...setting }).success) Object.assign(good, setting)
    }
    sections[section] = good
  }
  const all = overrides.reduce<unknown>((settings, override) => {
    const changed = applyOverrides(settings, [override])
    return configSchema.safeParse(changed).success ? changed : settings
  }, sections)
  return configSchema.parse(all)
}
