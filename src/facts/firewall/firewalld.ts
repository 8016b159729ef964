import type { Fate } from './packet-fate.ts'
import { strictest } from './packet-fate.ts'

interface Zone {
  readonly name: string
  readonly isActive: boolean
  readonly fields: ReadonlyMap<string, string>
  readonly richRules: readonly string[]
}

/**
 * What `firewall-cmd --list-all-zones` says of new clients of a port: in the zones that have an interface or a source, else
 * in the default one.
 *
 * @param defaultZone  from firewalld.conf
 */
export function firewalldFate(
  listing: string,
  port: number,
  defaultZone: string,
): Fate & { readonly zone: string } {
  const zones = parse(listing)
  const active = zones.filter(({ isActive }) => isActive)
  const used = active.length > 0 ? active : zones.filter(({ name }) => name === defaultZone)
  const fates = used.map((zone) => ({ ...fateIn(zone, port), zone: zone.name }))
  if (fates.length === 0) return { verdict: 'unknown', rule: null, zone: defaultZone }
  const open = fates.find(({ verdict }) => verdict === 'open')
  const decides = strictest(fates)
  const closed =
    fates.find((fate) => fate.verdict === decides.verdict && fate.rule === decides.rule) ?? fates[0]
  const zone = closed?.zone ?? defaultZone
  // Open in one zone and closed in another: it depends on where a client comes from.
  if (open !== undefined && decides.verdict === 'closed') return { verdict: 'some', rule: open.rule, zone }
  return { ...decides, zone }
}

function fateIn({ name, fields, richRules }: Zone, port: number): Fate {
  const target = fields.get('target') ?? 'default'
  const about = richRules.filter((rule) => new RegExp(`port="?${port}"?\\s+protocol="?tcp`).test(rule))
  const denying = about.find((rule) => /\b(?:drop|reject)\b/.test(rule) && !/source /.test(rule))
  if (denying !== undefined) return { verdict: 'closed', rule: denying }
  const opening = (fields.get('ports') ?? '').split(' ').find((entry) => isIn(entry, port))
  if (opening !== undefined) return { verdict: 'open', rule: `zone ${name}: ports: ${opening}` }
  if (target === 'ACCEPT') return { verdict: 'open', rule: `zone ${name}: target: ACCEPT` }
  const accepting = about.find((rule) => /\baccept\b/.test(rule))
  if (accepting !== undefined)
    return { verdict: /source /.test(accepting) ? 'some' : 'open', rule: accepting }
  return { verdict: 'closed', rule: `zone ${name}: target: ${target}` }
}

/** @example isIn('4000-4010/tcp', 4005) // true */
function isIn(entry: string, port: number): boolean {
  const [range = '', protocol] = entry.split('/')
  const [low = '', high = low] = range.split('-')
  return protocol === 'tcp' && port >= Number(low) && port <= Number(high)
}

function parse(listing: string): Zone[] {
  return listing.split(/\n(?=\S)/).flatMap((block) => {
    const [head = '', ...lines] = block.split('\n')
    const name = /^(\S+)/.exec(head)?.[1]
    if (name === undefined || !lines.some((line) => /^ {2}\S/.test(line))) return []
    return [
      {
        name,
        isActive: head.includes('(active)') || /\bactive\)/.test(head),
        fields: new Map(
          lines.flatMap((line): [string, string][] => {
            const [, key, value = ''] = /^ {2}([\w -]+): ?(.*)$/.exec(line) ?? []
            return key === undefined ? [] : [[key, value.trim()]]
          }),
        ),
        richRules: lines.filter((line) => /^\s+rule /.test(line)).map((line) => line.trim()),
      },
    ]
  })
}
