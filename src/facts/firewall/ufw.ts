import { type Fate, fateOf, type Match, type Step, yes } from './packet-fate.ts'

/**
 * What `ufw status verbose` says of new clients of a port over IPv4.
 *
 * @returns null where ufw is not active
 */
export function ufwFate(status: string, port: number): (Fate & { readonly hasRules: boolean }) | null {
  if (!/^Status: active/m.test(status)) return null
  const policy = /^Default: (\w+) \(incoming\)/m.exec(status)?.[1] ?? 'deny'
  const result = policy === 'allow' ? ('accept' as const) : ('drop' as const)
  const steps = status.split('\n').flatMap((line) => toStep(line, port))
  const chains = new Map([['rules', steps]])
  return {
    ...fateOf(chains, 'rules', { result, text: `Default: ${policy} (incoming)` }),
    hasRules: steps.length > 0,
  }
}

/** @example toStep('3000/tcp                   DENY IN     Anywhere', 3000) */
function toStep(line: string, port: number): Step[] {
  const [, to = '', action, from = ''] =
    /^(.+?)\s{2,}(ALLOW|DENY|REJECT|LIMIT) IN\s+(.+?)\s*$/.exec(line) ?? []
  if (action === undefined || line.includes('(v6)')) return []
  const isAccepted = action === 'ALLOW' || action === 'LIMIT'
  return [
    {
      match: isMet(to, from, port),
      action: { do: isAccepted ? 'accept' : 'drop' },
      text: line.trim().replace(/\s{2,}/g, '  '),
    },
  ]
}

/** `22/tcp (OpenSSH)`, `80,443/tcp`, `5000:5010/tcp`, `53`, `Anywhere`, `7000 on eth0`, `192.0.2.1 3000/tcp` */
function isMet(to: string, from: string, port: number): Match {
  const target = to.replace(/\s*\(.*\)$/, '')
  const [place = '', card] = target.split(/ on /)
  const ports = /(?:^|\s)([\d,:]+)(?:\/(\w+))?$/.exec(place)
  const isPort =
    ports === null ||
    ((ports[2] ?? 'tcp') === 'tcp' &&
      (ports[1] ?? '').split(',').some((range) => {
        const [low = '', high = low] = range.split(':')
        return port >= Number(low) && port <= Number(high)
      }))
  const hasAddress = /^[\d.]+(?:\/\d+)?(?:\s|$)/.test(place) && place.includes('.')
  if (!isPort) return 'no'
  const forAll = from.startsWith('Anywhere') && card === undefined && !hasAddress
  return forAll ? yes(true) : 'some'
}
