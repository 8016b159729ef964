import chalk from 'chalk'
import { effectiveSettings, type Setting } from '../../config/effective.ts'
import type { LoadedConfig } from '../../config/load.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { columnsOf, padTo } from '../screens/columns.ts'
import { originDocument, originText } from './origin-text.ts'

/** Every setting in force with its origin, as `config show` prints it. */
export function settingsDocument(loaded: LoadedConfig) {
  const { path, found, config } = loaded
  return {
    schema: 'chatctl/config-show/1',
    path: found ? path : null,
    usable: config !== undefined,
    settings: effectiveSettings(loaded).map(({ key, value, origin }) => ({
      key,
      value: value ?? null,
      isSet: value !== undefined,
      origin: originDocument(origin),
    })),
  }
}

/** The same for people: a block per section, what is no default in bold; values come last, so that none is cut. */
export function settingsScreen(loaded: LoadedConfig): string {
  const { path, found } = loaded
  const settings = effectiveSettings(loaded).filter(
    ({ key, value }) => value !== undefined || !key.startsWith('server.tls.'),
  )
  const from = (setting: Setting) => (setting.value === undefined ? '' : originText(setting.origin, path))
  const keyWidth = Math.max(...settings.map(({ key }) => columnsOf(key)))
  const fromWidth = Math.max(...settings.map((setting) => columnsOf(from(setting))))
  const lines = settings.flatMap((setting, at) => {
    const isOwn = setting.value !== undefined && setting.origin.kind !== 'default'
    const value = (isOwn ? chalk.bold : chalk.dim)(shownValue(setting.value))
    const line = `${padTo(setting.key, keyWidth)}  ${padTo(from(setting), fromWidth)}  ${value}`
    return isNewSection(settings, at) ? ['', line] : [line]
  })
  const file = found && path !== null ? [t('configure.file', { path: escapeForTerminal(path) }), ''] : []
  return [...file, ...lines].join('\n')
}

function isNewSection(settings: readonly Setting[], at: number): boolean {
  const section = (index: number) => settings[index]?.key.split('.')[0]
  return at > 0 && section(at) !== section(at - 1)
}

/** A value on one line: texts as they are, lists between commas, flags and numbers as JSON. */
export function shownValue(value: unknown): string {
  if (value === undefined) return t('configure.notSet')
  if (Array.isArray(value)) return escapeForTerminal(value.length === 0 ? '[]' : value.join(', '))
  return escapeForTerminal(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
