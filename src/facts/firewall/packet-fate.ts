/** Whether a rule meets the first packet of a new client: always, never, for some clients, or nobody here can tell. */
export type Match = 'yes' | 'no' | 'some' | 'unknown'

export type Action =
  | { readonly do: 'accept' | 'drop' | 'return' | 'none' }
  | { readonly do: 'jump' | 'goto'; readonly chain: string }

/** One rule of a firewall, seen by that packet. */
export interface Step {
  readonly match: Match
  readonly action: Action
  /** The rule as its tool writes it. */
  readonly text: string
}

/** What becomes of new clients: `some` get through and others do not. */
export interface Fate {
  readonly verdict: 'open' | 'closed' | 'some' | 'unknown'
  /** The rule or the policy that decides. */
  readonly rule: string | null
}

interface Ending {
  readonly result: 'accept' | 'drop'
  readonly match: Match
  readonly text: string
}

/** Chains may jump to one another, and broken ones in circles. */
const DEEPEST = 32

/**
 * Follows a packet through the chains of a firewall.
 *
 * @param policy  what happens to those that no rule has decided about
 */
export function fateOf(
  chains: ReadonlyMap<string, readonly Step[]>,
  start: string,
  policy: { readonly result: 'accept' | 'drop'; readonly text: string },
): Fate {
  const endings: Ending[] = []
  const ended = walk(chains, start, 'yes', endings, 0)
  if (!ended) endings.push({ ...policy, match: 'yes' })
  return verdictOf(endings)
}

/** @returns true when no packet that came in comes out at the end */
function walk(
  chains: ReadonlyMap<string, readonly Step[]>,
  name: string,
  entering: Match,
  endings: Ending[],
  depth: number,
): boolean {
  let left = entering
  if (depth > DEEPEST) return false
  for (const { match, action, text } of chains.get(name) ?? []) {
    const met = and(left, match)
    if (met === 'no' || action.do === 'none') continue
    if (action.do === 'return') {
      if (match === 'yes') return false
      left = met
    } else if (action.do === 'accept' || action.do === 'drop') {
      endings.push({ result: action.do, match: met, text })
      if (match === 'yes') return true
    } else if ('chain' in action) {
      const ended = walk(chains, action.chain, met, endings, depth + 1)
      if (match === 'yes' && (ended || action.do === 'goto')) return ended
    }
  }
  return false
}

export const yes = (is: boolean): Match => (is ? 'yes' : 'no')

export function not(match: Match): Match {
  return match === 'yes' ? 'no' : match === 'no' ? 'yes' : match
}

/** Both must be met. */
export function and(a: Match, b: Match): Match {
  if (a === 'no' || b === 'no') return 'no'
  if (a === 'unknown' || b === 'unknown') return 'unknown'
  return a === 'some' || b === 'some' ? 'some' : 'yes'
}

/** The last word counts for most clients; what comes before it are exceptions. */
function verdictOf(endings: readonly Ending[]): Fate {
  const last = endings.at(-1)
  if (last === undefined) return { verdict: 'unknown', rule: null }
  const exceptions = endings.filter(({ result }) => result !== last.result)
  const untold = exceptions.find(({ match }) => match === 'unknown')
  if (untold !== undefined) return { verdict: 'unknown', rule: untold.text }
  if (last.result === 'accept') return { verdict: 'open', rule: last.text }
  const [exception] = exceptions
  return exception === undefined
    ? { verdict: 'closed', rule: last.text }
    : { verdict: 'some', rule: exception.text }
}

/** Of several firewalls in a row the strictest decides. */
export function strictest(fates: readonly Fate[]): Fate {
  const order = ['closed', 'some', 'unknown', 'open'] as const
  const [first] = [...fates].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  return first ?? { verdict: 'open', rule: null }
}
