import {
  type Action,
  and,
  type Fate,
  fateOf,
  type Match,
  not,
  type Step,
  strictest,
  yes,
} from './packet-fate.ts'

/** Where packets for this machine pass, in order; the tables of address translation let everything through. */
const HOOKS = [
  { table: 'raw', chain: 'PREROUTING' },
  { table: 'mangle', chain: 'PREROUTING' },
  { table: 'mangle', chain: 'INPUT' },
  { table: 'filter', chain: 'INPUT' },
]
/** Modules whose answer depends on who the client is or how often he comes. */
const BY_CLIENT = /^(?:set|recent|hashlimit|connlimit|geoip|iprange|mac)$/
/** Modules that let an ordinary client pass, or whose own options are judged. */
const HARMLESS = /^(?:tcp|comment|limit|multiport|conntrack|state|addrtype|statistic)$/

interface Table {
  readonly chains: Map<string, Step[]>
  readonly policies: Map<string, 'accept' | 'drop'>
}

/**
 * What the rules of `iptables-save` do with new clients of a port.
 *
 * @param cards  network interfaces of this machine, loopback left out
 */
export function iptablesFate(saved: string, port: number, cards: readonly string[]): Fate {
  const tables = parse(saved, port, cards)
  return strictest(
    HOOKS.flatMap(({ table, chain }) => {
      const found = tables.get(table)
      if (!found?.policies.has(chain)) return []
      const result = found.policies.get(chain) ?? 'accept'
      return [fateOf(found.chains, chain, { result, text: `-P ${chain} ${result.toUpperCase()}` })]
    }),
  )
}

function parse(saved: string, port: number, cards: readonly string[]): Map<string, Table> {
  const tables = new Map<string, Table>()
  let table: Table = { chains: new Map(), policies: new Map() }
  for (const line of saved.split('\n')) {
    const [, name, policy] = /^:(\S+) (\S+)/.exec(line) ?? []
    if (line.startsWith('*')) {
      table = { chains: new Map(), policies: new Map() }
      tables.set(line.slice(1).trim(), table)
    } else if (name !== undefined) {
      table.chains.set(name, [])
      if (policy !== '-') table.policies.set(name, policy === 'DROP' ? 'drop' : 'accept')
    } else if (line.startsWith('-A ')) {
      const [, chain = '', ...words] = wordsOf(line)
      table.chains.get(chain)?.push(step(words, line, port, cards))
    }
  }
  return tables
}

function step(words: readonly string[], text: string, port: number, cards: readonly string[]): Step {
  let match: Match = 'yes'
  let action: Action = { do: 'none' }
  let isNegated = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const value = words[at + 1] ?? ''
    if (word === '!') {
      isNegated = true
      continue
    }
    if (word === '-j' || word === '-g') {
      action = actionOf(value, word === '-g')
      break
    }
    if (!word.startsWith('-')) continue
    match = and(match, isNegated ? not(test(word, value, port, cards)) : test(word, value, port, cards))
    isNegated = false
  }
  return { match, action, text }
}

function test(option: string, value: string, port: number, cards: readonly string[]): Match {
  switch (option) {
    case '-p':
      return yes(['tcp', 'all', '6'].includes(value))
    case '--dport':
    case '--dports':
    case '--destination-ports':
    case '--ports':
      return yes(value.split(',').some((range) => isIn(port, range.split(':'))))
    case '--sport':
    case '--sports':
      return isIn(50_000, value.split(':')) ? 'some' : 'no'
    case '-i':
      return cardMatch(value, cards)
    case '-s':
    case '-d':
      return value === '0.0.0.0/0' || value === '::/0' ? 'yes' : 'some'
    case '--ctstate':
    case '--state':
      return yes(value.split(',').includes('NEW'))
    case '--dst-type':
      return yes(value.split(',').includes('LOCAL'))
    case '--tcp-flags':
      return 'some'
    case '--mark':
      return 'unknown'
    case '-m':
      return HARMLESS.test(value) ? 'yes' : BY_CLIENT.test(value) ? 'some' : 'unknown'
    default:
      // The options of modules that are known as harmless or as asking for the client.
      return 'yes'
  }
}

function actionOf(target: string, isGoto: boolean): Action {
  if (isGoto) return { do: 'goto', chain: target }
  if (target === 'ACCEPT') return { do: 'accept' }
  if (target === 'DROP' || target === 'REJECT' || target === 'TARPIT') return { do: 'drop' }
  if (target === 'RETURN') return { do: 'return' }
  const goesOn = /^(?:LOG|NFLOG|ULOG|MARK|CONNMARK|CT|NOTRACK|TCPMSS|SET|TRACE|CLASSIFY|DSCP|TOS|AUDIT)$/
  return goesOn.test(target) ? { do: 'none' } : { do: 'jump', chain: target }
}

/** Whether a card is the one that clients come in by. @param name  may end with `+`, for all that begin so */
export function cardMatch(name: string, cards: readonly string[]): Match {
  const isMeant = (card: string) => (/[+*]$/.test(name) ? card.startsWith(name.slice(0, -1)) : card === name)
  const count = cards.filter(isMeant).length
  return count === 0 ? 'no' : count === cards.length ? 'yes' : 'some'
}

function isIn(port: number, [from = '', to = from]: readonly string[]): boolean {
  return port >= Number(from || 0) && port <= Number(to || 65_535)
}

/** Words of a line; those with blanks are quoted. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|\S+/g)].map(([all, quoted]) => quoted ?? all)
}
