import { cardMatch } from './iptables.ts'
import { matchOf, type NftMatch, shownMatch, valuesOf } from './nft-match.ts'
import { type Action, and, type Fate, fateOf, type Match, type Step, strictest } from './packet-fate.ts'

type Statement = Readonly<Record<string, unknown>>
type Item = Readonly<Record<string, Record<string, unknown>>>

/** What a statement does with a packet that met all matches before it. */
const ENDS: Readonly<Record<string, Action['do']>> = {
  accept: 'accept',
  drop: 'drop',
  reject: 'drop',
  return: 'return',
}
/** Families whose chains see IPv4 clients; those of bridges and devices have no say in what a port takes. */
const FAMILIES = ['ip', 'inet']

/**
 * What the ruleset of `nft -j list ruleset` does with new clients of a port over IPv4.
 *
 * @param cards  network interfaces of this machine, loopback left out
 * @throws SyntaxError where the text is no JSON
 */
export function nftablesFate(
  json: string,
  port: number,
  cards: readonly string[],
): Fate & { readonly at: string | null } {
  const items = (JSON.parse(json) as { nftables?: Item[] }).nftables ?? []
  const ofIptables = tablesOfIptables(items)
  const chains = items
    .flatMap(({ chain }) => (chain === undefined ? [] : [chain]))
    .filter(({ family, table }) => FAMILIES.includes(String(family)) && !ofIptables.has(`${family} ${table}`))
  const base = chains
    .filter(({ type, hook }) => type === 'filter' && (hook === 'input' || hook === 'prerouting'))
    .sort(
      (a, b) =>
        Number(b.hook === 'prerouting') - Number(a.hook === 'prerouting') || Number(a.prio) - Number(b.prio),
    )
  const fates = base.map(({ family, table, name, policy }) => {
    const place = `${family} ${table}`
    const result = policy === 'drop' ? ('drop' as const) : ('accept' as const)
    const steps = stepsOf(items, place, port, cards)
    return {
      ...fateOf(steps, String(name), { result, text: `chain ${place} ${name}: policy ${result}` }),
      at: `${place} ${name}`,
    }
  })
  const decides = strictest(fates)
  return {
    ...decides,
    at: fates.find((fate) => fate.verdict === decides.verdict && fate.rule === decides.rule)?.at ?? null,
  }
}

/** Those that iptables made hold matches that only iptables can read; `iptables-save` tells about them. */
function tablesOfIptables(items: readonly Item[]): Set<string> {
  const hasXt = ({ rule }: Item) =>
    (rule?.expr as Statement[] | undefined)?.some((statement) => 'xt' in statement)
  const xt = items.filter(hasXt).map(({ rule }) => `${rule?.family} ${rule?.table}`)
  const upper = items
    .filter(({ chain }) => chain?.hook !== undefined && /^[A-Z]+$/.test(String(chain.name)))
    .map(({ chain }) => `${chain?.family} ${chain?.table}`)
    .filter((place) => /^ip6? (?:filter|nat|mangle|raw|security)$/.test(place))
  return new Set([...xt, ...upper])
}

function stepsOf(
  items: readonly Item[],
  place: string,
  port: number,
  cards: readonly string[],
): Map<string, Step[]> {
  const sets = new Map(
    items.flatMap(({ set, map }) => {
      const found = set ?? map
      return found && `${found.family} ${found.table}` === place
        ? [[`@${found.name}`, found.elem] as const]
        : []
    }),
  )
  const chains = new Map<string, Step[]>()
  for (const { rule } of items) {
    if (rule === undefined || `${rule.family} ${rule.table}` !== place) continue
    const steps = chains.get(String(rule.chain)) ?? []
    chains.set(String(rule.chain), [
      ...steps,
      ...toSteps((rule.expr ?? []) as Statement[], { port, cards, sets }),
    ])
  }
  return chains
}

interface Seen {
  readonly port: number
  readonly cards: readonly string[]
  readonly sets: ReadonlyMap<string, unknown>
}

/** A rule is its matches and then what it does; a verdict map is one step for each verdict that may come of it. */
function toSteps(statements: readonly Statement[], seen: Seen): Step[] {
  const text = statements.map(shown).filter(Boolean).join(' ')
  let match: Match = 'yes'
  for (const statement of statements) {
    if (statement.match !== undefined) {
      match = and(match, test(statement.match as NftMatch, seen))
      continue
    }
    const [kind = ''] = Object.keys(statement)
    if (kind === 'vmap') return verdictMap(statement.vmap as VerdictMap, match, text, seen)
    const action = actionOf(statement)
    if (action !== null) return [{ match, action, text }]
    if (kind === 'queue') return [{ match: and(match, 'unknown'), action: { do: 'drop' }, text }]
  }
  return [{ match, action: { do: 'none' }, text }]
}

interface VerdictMap {
  readonly key: unknown
  readonly data: unknown
}

function verdictMap({ key, data }: VerdictMap, match: Match, text: string, seen: Seen): Step[] {
  const pairs = valuesOf(data, seen.sets) as [unknown, Statement][]
  return pairs.flatMap(([value, verdict]) => {
    const action = actionOf(verdict)
    const met = and(match, test({ op: '==', left: key, right: value }, seen))
    return action === null ? [] : [{ match: met, action, text }]
  })
}

function test(match: NftMatch, { port, cards, sets }: Seen): Match {
  return matchOf(match, { port, sets, card: (name) => cardMatch(name, cards) })
}

function actionOf(statement: Statement): Action | null {
  const [kind = ''] = Object.keys(statement)
  if (kind === 'jump' || kind === 'goto')
    return { do: kind, chain: String((statement[kind] as { target?: string }).target) }
  const ends = ENDS[kind]
  return ends === undefined ? null : ({ do: ends } as Action)
}

function shown(statement: Statement): string {
  const [kind = ''] = Object.keys(statement)
  if (kind === 'match') return shownMatch(statement.match as NftMatch)
  if (kind === 'jump' || kind === 'goto') return `${kind} ${(statement[kind] as { target?: string }).target}`
  return kind in ENDS ? kind : ''
}
