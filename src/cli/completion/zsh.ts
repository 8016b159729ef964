import { pattern, quoted, spelled, valueArms } from './case-arms.ts'
import { allPaths, type FlagWord, type Place } from './command-line.ts'

/** The script for zsh: to be sourced, or to lie in a folder of \`fpath\`. */
export function zshScript(places: readonly Place[]): string {
  return `_chatctl() {
  local at='' prev=$words[CURRENT-1] i files=''
  local -a names flags values
  for ((i = 2; i < CURRENT; i++)); do
    case "$at $words[i]" in
      ${pattern(allPaths(places))}) at="$at $words[i]" ;;
    esac
  done
  if [[ $PREFIX == --*=* ]]; then
    prev=\${PREFIX%%=*}
    compset -P '*='
  fi
  case "$at:$prev" in
${valueArms(places, (flag) => `${offer(flag)}; return`)}
  esac
  case "$at" in
${places.map(placeCase).join('\n')}
  esac
  if [[ $PREFIX == -* ]]; then
    _describe -o flag flags
    return
  fi
  (( $#names )) && _describe command names
  (( $#values )) && compadd -a values
  [[ -n $files ]] && _files
  return 0
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _chatctl "$@"; else compdef _chatctl chatctl; fi
`
}

/** The word, a colon, what it means. */
const described = (word: string, about: string) => quoted(`${word.replaceAll(':', '\\:')}:${about}`)

function placeCase({ paths, commands, flags, values, files }: Place): string {
  const array = (name: string, words: readonly string[]) =>
    words.length > 0 ? [`${name}=(${words.join(' ')})`] : []
  const set = [
    ...array(
      'names',
      commands.map(({ text, about }) => described(text, about)),
    ),
    ...array(
      'flags',
      flags.flatMap((flag) => spelled(flag).map((word) => described(word, flag.about))),
    ),
    ...array('values', values.map(quoted)),
    ...(files ? ['files=1'] : []),
  ]
  return `    ${pattern(paths)}) ${set.join(' ')} ;;`
}

function offer({ takes, about }: FlagWord): string {
  if (takes === 'files') return '_files'
  return typeof takes === 'string' ? `_message ${quoted(about)}` : `compadd -- ${takes.map(quoted).join(' ')}`
}
