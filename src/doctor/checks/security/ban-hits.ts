import { AddressList } from '../../../chat/address-list.ts'
import type { Facts } from '../../../facts/facts.ts'
import type { ListFacts } from '../../../facts/shapes/lists.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import type { Finding } from '../../check.ts'
import { shellWord } from '../../commands.ts'
import { lifting } from '../chat/lifting.ts'

const LOOPBACK = ['127.0.0.1', '::1'] as const

/** Bans that shut out the machine itself, or whoever looks after it: a range too wide, or an address of a proxy. */
export function banHitsThisHost(lists: readonly ListFacts[], self: SelfFacts, facts: Facts): Finding[] {
  const bans = lists.find(({ kind }) => kind === 'ban')
  if (bans === undefined) return []
  const rules = new AddressList<string>()
  for (const entry of bans.entries) rules.set(entry, entry)
  const mine = [
    ...LOOPBACK.map((address) => ({ address, as: 'loopback' as const })),
    ...self.addresses.map((address) => ({ address, as: 'own' as const })),
    ...(self.sshFrom === null ? [] : [{ address: self.sshFrom, as: 'ssh' as const }]),
  ]
  const found = new Map<string, Finding>()
  for (const { address, as } of mine) {
    const entry = rules.match(address, 0)
    if (entry === undefined || found.has(entry)) continue
    const values = { entry, address, path: bans.path }
    found.set(entry, {
      severity: as === 'ssh' ? 'warning' : 'error',
      message: { key: `checks.security/ban-hits-this-host.${as}`, values },
      evidence: [
        {
          text: { key: 'checks.security/ban-hits-this-host.seen', values },
          command: `grep -nF ${shellWord(`"${entry}"`)} ${shellWord(bans.path)}`,
        },
      ],
      fix: lifting('ban', entry, bans.path, facts),
    })
  }
  return [...found.values()]
}
