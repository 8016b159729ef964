import { allPaths, type FlagWord, type Place } from './command-line.ts'

/** The script for fish 3 and newer. */
export function fishScript(places: readonly Place[]): string {
  return `function __chatctl_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        set -l longer (string trim -- "$at $word")
        contains -- "$longer" ${allPaths(places).map(quoted).join(' ')}; and set at $longer
    end
    contains -- "$at" $argv
end
complete -c chatctl -e
complete -c chatctl -f
${places.flatMap(lines).join('\n')}
`
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function lines({ paths, commands, flags, values, files }: Place): string[] {
  const at = quoted(`__chatctl_at ${paths.map((path) => (path === '' ? '""' : `"${path}"`)).join(' ')}`)
  const start = `complete -c chatctl -n ${at}`
  return [
    ...commands.map(({ text, about }) => `${start} -a ${quoted(text)} -d ${quoted(about)}`),
    ...flags.map((flag) => `${start}${flagPart(flag)} -d ${quoted(flag.about)}`),
    ...(values.length > 0 ? [`${start} -a ${quoted(values.join(' '))}`] : []),
    ...(files ? [`${start} -F`] : []),
  ]
}

function flagPart({ name, char, takes }: FlagWord): string {
  const names = `${char === undefined ? '' : ` -s ${char}`} -l ${name}`
  if (takes === 'nothing') return names
  if (takes === 'files') return `${names} -r -F`
  return typeof takes === 'string' ? `${names} -x` : `${names} -x -a ${quoted(takes.join(' '))}`
}
