import type { Fate } from './packet-fate.ts'

/**
 * What the packet filter of macOS and BSD does with new clients of a port: the last rule that meets them counts, or the first
 * one that is `quick`.
 *
 * @param rules  output of `pfctl -s rules`
 * @param info  output of `pfctl -s info`
 * @returns null where it is off
 */
export function pfFate(rules: string, info: string, port: number): Fate | null {
  if (!/^Status: Enabled/m.test(info)) return null
  let fate: Fate = { verdict: 'open', rule: null }
  for (const line of rules.split('\n').map((text) => text.trim())) {
    const [, action, rest = ''] = /^(block|pass)\s+(.*)$/.exec(line) ?? []
    if (action === undefined || !isMet(rest, port)) continue
    const isForSome = /\bfrom (?!any\b)(?:<|!|[\da-f])/i.test(rest) || /\bon (?!lo0\b)\w/.test(rest)
    const verdict = action === 'block' ? 'closed' : 'open'
    // What meets some clients only leaves the others with what was decided before.
    if (!isForSome || verdict !== 'closed')
      fate = { verdict: isForSome && fate.verdict === 'closed' ? 'some' : verdict, rule: line }
    if (/\bquick\b/.test(rest) && !isForSome) break
  }
  return fate
}

function isMet(rest: string, port: number): boolean {
  if (/\bout\b/.test(rest) || /\bon lo0\b/.test(rest) || /\bproto (?!tcp\b|\{[^}]*tcp)/.test(rest))
    return false
  const [, operator = '=', value] = /\bto \S+ port (?:(!=|<=|>=|=|<|>) )?(\S+)/.exec(rest) ?? []
  if (value === undefined) return !/\bport\b/.test(rest.replace(/\bfrom \S+ port \S+ \S+/, ''))
  const [low = '', high = low] = value.split(':')
  const isEqual = port >= Number(low) && port <= Number(high)
  switch (operator) {
    case '!=':
      return !isEqual
    case '<':
      return port < Number(low)
    case '<=':
      return port <= Number(low)
    case '>':
      return port > Number(low)
    case '>=':
      return port >= Number(low)
    default:
      return isEqual
  }
}
