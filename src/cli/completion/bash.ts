import { pattern, spelled, valueArms } from './case-arms.ts'
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
      ${pattern(allPaths(places))}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at" in
${places.map(placeCase).join('\n')}
  esac
  COMPREPLY=()
  case "$at:$prev" in
${valueArms(places, ({ takes }) => `${reply(takes)}return`)}
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
  return `    ${pattern(paths)}) ${set.join(' ')} ;;`
}

function reply(takes: FlagWord['takes']): string {
  if (takes === 'files') {
    return 'compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$cur")); '
  }
  return typeof takes === 'string' ? '' : `COMPREPLY=($(compgen -W '${takes.join(' ')}' -- "$cur")); `
}
