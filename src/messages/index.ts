import { createInstance, type i18n } from 'i18next'
import { en } from './en/index.ts'

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

/** The catalogues that are loaded: the English one is part of the commands, another costs its time only who reads it. */
const loaded: Partial<Record<Locale, Translated<typeof en>>> = { en }
const translators: Partial<Record<Locale, i18n>> = {}

let chosen: Locale | undefined

function translator(locale: Locale): i18n {
  const texts = loaded[locale]
  if (texts === undefined) throw new Error(`the catalogue of ${locale} is not loaded`)
  const made = createInstance()
  made.init({
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnEmptyString: true,
    resources: { [locale]: { translation: texts } },
  })
  return made
}

/** Takes a catalogue in. */
export function addCatalogue(locale: Locale, texts: Translated<typeof en>): void {
  loaded[locale] ??= texts
}

/** Loads the catalogue that the environment asks for; before this every text is English. */
export async function loadCatalogue(): Promise<void> {
  if (localeOf(process.env) === 'zh-CN') addCatalogue('zh-CN', (await import('./zh-CN/index.ts')).zhCN)
}

/**
 * The language that the environment asks for: POSIX order LC_ALL, LC_MESSAGES, LANG.
 *
 * @example localeOf({ LANG: 'zh_CN.UTF-8' }) // 'zh-CN'
 */
function localeOf(env: NodeJS.ProcessEnv): Locale {
  const asked = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return asked.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** Chooses the language of {@link t}; its catalogue must be loaded. */
export function useLocale(locale: Locale): void {
  chosen = locale
}

/** What `act` returns when it finds the texts of `locale`, whose catalogue must be loaded; the chosen language stays. */
export function inLocale<Result>(locale: Locale, act: () => Result): Result {
  const before = chosen
  chosen = locale
  try {
    return act()
  } finally {
    chosen = before
  }
}

/** The language that texts are rendered in. */
export function currentLocale(): Locale {
  if (chosen === undefined) {
    const asked = localeOf(process.env)
    chosen = asked in loaded ? asked : 'en'
  }
  return chosen
}

/** The text of a key in the chosen language. */
export function t(key: MessageKey, values: MessageValues = {}): string {
  const rendered = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'object' ? render(value) : value,
  ])
  const locale = currentLocale()
  translators[locale] ??= translator(locale)
  return translators[locale].t(key, Object.fromEntries(rendered)) as string
}

/** Renders a {@link Message}. */
export function render(message: Message): string {
  return t(message.key, message.values)
}
