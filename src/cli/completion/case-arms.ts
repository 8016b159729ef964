import type { FlagWord, Place } from './command-line.ts'

/** A text as bash and zsh take it literally. */
export const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** What stands before `)` in an arm of `case`, for words that were typed, each after a blank. */
export function pattern(paths: readonly string[], behind = ''): string {
  return paths.map((path) => quoted((path === '' ? '' : ` ${path}`) + behind)).join('|')
}

/** A flag as it is typed, by either name. */
export function spelled({ name, char }: FlagWord): string[] {
  return [`--${name}`, ...(char === undefined ? [] : [`-${char}`])]
}

/** Arms for what may stand behind the flags that take a value. @param reply  the commands that offer it */
export function valueArms(places: readonly Place[], reply: (flag: FlagWord) => string): string {
  return places
    .flatMap(({ paths, flags }) =>
      flags
        .filter(({ takes }) => takes !== 'nothing')
        .map((flag) => {
          const at = paths.flatMap((path) => spelled(flag).map((word) => pattern([path], `:${word}`)))
          return `    ${at.join('|')}) ${reply(flag)} ;;`
        }),
    )
    .join('\n')
}
