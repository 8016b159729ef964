import { effectiveSettings, type Origin } from '../../config/effective.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { escapeForTerminal, jsonForTerminal } from '../escape.ts'
import { type Asked, openConfig, remarkOn } from './open-config.ts'
import { originDocument } from './origin-text.ts'
import { settingPath } from './setting-key.ts'

/** What `config get` found. */
export interface GotSetting {
  readonly document: unknown
  /** For people and scripts: a plain value as it is, anything else as JSON. */
  readonly text: string
  readonly remark: string | null
}

/**
 * The value of a setting, or of a whole section, as it is in force for this shell. No secret is in it.
 *
 * @throws ChatctlError `config/unknown-setting`, `config/not-set`, `config/no-access`
 */
export async function getSetting(typed: string, asked: Asked): Promise<GotSetting> {
  const path = settingPath(typed)
  const key = path.join('.')
  const loaded = await openConfig(asked)
  const settings = effectiveSettings(loaded).filter(
    (setting) => setting.value !== undefined && (setting.key === key || setting.key.startsWith(`${key}.`)),
  )
  if (settings.length === 0) throw new ChatctlError('config/not-set', { key })
  const single = settings.find((setting) => setting.key === key)
  const value = single
    ? single.value
    : nested(settings.map((setting) => [setting.key.slice(key.length + 1), setting.value]))
  const origin: Origin | null = single?.origin ?? null
  return {
    document: { key, value, origin: origin && originDocument(origin), path: loaded.path },
    text: plain(value),
    remark: remarkOn(loaded),
  }
}

function nested(entries: readonly (readonly [string, unknown])[]): unknown {
  const result: Record<string, unknown> = {}
  for (const [key, value] of entries) {
    const [first = '', second] = key.split('.')
    if (second === undefined) result[first] = value
    else result[first] = { ...(result[first] as object), [second]: value }
  }
  return result
}

function plain(value: unknown): string {
  if (Array.isArray(value))
    return jsonForTerminal(value).replaceAll(/\n\s*/g, (_, at: number, all: string) =>
      all[at - 1] === '[' || all.slice(at).trim() === ']' ? '' : ' ',
    )
  return typeof value === 'object' ? jsonForTerminal(value) : escapeForTerminal(String(value))
}
