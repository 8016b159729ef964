import { createInstance, type i18n } from 'i18next'
import { en } from './en/index.ts'
import { zhCN } from './zh-CN/index.ts'

/** The languages of the catalogues. */
export type Locale = 'en' | 'zh-CN'

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** Every text's name, such as `config.unknownKey`. */
export type MessageKey = Leaves<typeof en>

/** What fills the `{{…}}` of a text; a message among them is rendered in the same language. */
export type MessageValues = Readonly<Record<string, string | number | Message>>

/** A text that is not rendered yet, so that each reader gets it in his own language. */
export interface Message {
  readonly key: MessageKey
  readonly values?: MessageValues
}

/** The shape that the Chinese catalogue must have: the English one's keys, other words. */
export type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> }

let current: i18n | undefined

/**
 * The language that the environment asks for: POSIX order LC_ALL, LC_MESSAGES, LANG.
 *
 * @example localeOf({ LANG: 'zh_CN.UTF-8' }) // 'zh-CN'
 */
function localeOf(env: NodeJS.ProcessEnv): Locale {
  const asked = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return asked.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Chooses the language of {@link t}; the program calls it once, tests as often as they like. */
export function useLocale(locale: Locale): void {
  current = createInstance()
  current.init({
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnEmptyString: true,
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  })
}

/** The language in use, for texts that are no part of the catalogue of {@link t}. */
export function locale(): Locale {
  return (current?.language as Locale | undefined) ?? localeOf(process.env)
}

/** What `act` returns when it finds the texts of `locale`; the chosen language stays. */
export function inLocale<Result>(locale: Locale, act: () => Result): Result {
  const before = current
  useLocale(locale)
  try {
    return act()
  } finally {
    current = before
  }
}

/** The language that texts are rendered in. */
export function currentLocale(): Locale {
  if (current === undefined) useLocale(localeOf(process.env))
  return (current as i18n).language as Locale
}

/** The text of a key in the chosen language. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  if (current === undefined) useLocale(localeOf(process.env))
  const rendered = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? render(value) : value,
  ])
  return (current as i18n).t(key, Object.fromEntries(rendered)) as string
}

/** Renders a {@link Message}. */
export function render(message: Message): string {
  return t(message.key, message.values)
}
