import { allPaths, type FlagWord, type Place } from './command-line.ts'

/** The script for bash 3.2 and newer. */
export function bashScript(places: readonly Place[]): string {
  return `_chatctl() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} at='' i
  local commands='' flags='' values='' files=''
  # bash takes --flag=value for three words
  if [[ $cur == = ]]; then cur=''; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${patterns(allPaths(places))}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at" in
${places.map(placeCase).join('\n')}
  esac
  COMPREPLY=()
  case "$at:$prev" in
${valueCases(places)}
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
    return
  fi
  COMPREPLY=($(compgen -W "$commands $values" -- "$cur"))
  if [[ -n $files ]]; then compopt -o default 2>/dev/null || COMPREPLY+=($(compgen -f -- "$cur")); fi
}
complete -F _chatctl chatctl
`
}

const quoted = (word: string) => `'${word}'`
const patterns = (paths: readonly string[]) =>
  paths.map((path) => quoted(path === '' ? '' : ` ${path}`)).join('|')

/** A flag as it is typed, by either name. */
export function spelled({ name, char }: FlagWord): string[] {
  return [`--${name}`, ...(char === undefined ? [] : [`-${char}`])]
}

function placeCase({ paths, commands, flags, values, files }: Place): string {
  const words = (name: string, list: readonly string[]) =>
    list.length > 0 ? [`${name}='${list.join(' ')}'`] : []
  const set = [
    ...words(
      'commands',
      commands.map(({ text }) => text),
    ),
    ...words('flags', flags.flatMap(spelled)),
    ...words('values', values),
    ...(files ? ['files=1'] : []),
  ]
  return `    ${patterns(paths)}) ${set.join(' ')} ;;`
}

/** What may stand behind a flag that takes a value. */
function valueCases(places: readonly Place[]): string {
  return places
    .flatMap(({ paths, flags }) =>
      flags.flatMap((flag) => {
        if (flag.takes === 'nothing') return []
        const at = paths.flatMap((path) =>
          spelled(flag).map((word) => quoted(`${path === '' ? '' : ` ${path}`}:${word}`)),
        )
        return [`    ${at.join('|')}) ${reply(flag.takes)}return ;;`]
      }),
    )
    .join('\n')
}

function reply(takes: FlagWord['takes']): string {
  if (takes === 'files') {
    return 'compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur")); '
  }
  return typeof takes === 'string' ? '' : `COMPREPLY=($(compgen -W '${takes.join(' ')}' -- "$cur")); `
}
