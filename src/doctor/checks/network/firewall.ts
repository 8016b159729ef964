import type { FirewallFacts, PortFate } from '../../../facts/shapes/firewall.ts'
import type { SelfFacts } from '../../../facts/shapes/self.ts'
import { about } from '../../about.ts'
import { type Check, defineCheck } from '../../check.ts'
import type { Plan } from '../../fix.ts'

/** Those that write the rules of others are asked to change them. */
const FRONT_FIRST: readonly PortFate['tool'][] = ['ufw', 'firewalld', 'netsh', 'pf', 'iptables', 'nftables']

/** Whether the firewalls of this machine let clients in (guide, problem 4, cause 1). */
export const FIREWALL_CHECKS: readonly Check[] = [
  defineCheck({
    id: 'network/firewall-closed',
    guide: { problem: 4, cause: '防火墙阻止' },
    automatic: true,
    needs: ['firewall', 'network', 'self'],
    clears: ['network/canary-timeout', 'network/canary-refused'],
    judge({ firewall, network, self }) {
      const local = network.listen.every(
        ({ addresses }) => addresses.length > 0 && addresses.every(isLoopback),
      )
      const say = about('network/firewall-closed', {
        needs: self.platform === 'win32' ? 'Administrator' : 'root',
        tools: firewall.denied.join(', '),
      })
      if (local) return say.skipped('local')
      const ports = [...new Set(firewall.ports.map(({ port }) => port))]
      const findings = ports.flatMap((port) => finding(firewall, port, self))
      if (findings.some(({ severity }) => severity === 'error')) return findings
      if (firewall.denied.length > 0) return say.unknown('denied')
      const untold = firewall.ports.find(
        (fate) => fate.verdict === 'unknown' && !hasOpenFront(firewall, fate),
      )
      if (untold !== undefined) {
        const { tool, rule } = untold
        return about('network/firewall-closed', { tools: tool, rule: rule ?? '', needs: '' }).unknown(
          'untold',
        )
      }
      return findings
    },
  }),
]

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')

function finding({ ports }: FirewallFacts, port: number, self: SelfFacts) {
  const fates = ports
    .filter((fate) => fate.port === port)
    .sort((a, b) => FRONT_FIRST.indexOf(a.tool) - FRONT_FIRST.indexOf(b.tool))
  const closed = fates.find(({ verdict }) => verdict === 'closed')
  const some = fates.find(({ verdict }) => verdict === 'some')
  const fate = closed ?? some
  if (fate === undefined) return []
  const { tool, rule } = fate
  const say = about('network/firewall-closed', { port, tool, rule: rule ?? '', tools: tool, needs: '' })
  const { look, open, plan } = commandsOf(fate, self.sudo)
  const evidence = [say.seen('seen', look)]
  if (closed === undefined) return [say.hint('some', evidence)]
  const lasts = tool === 'nftables' || tool === 'iptables'
  return [say.error('found', evidence, say.fix(lasts ? 'untilBoot' : 'fix', open, 'safe', plan))]
}

interface Commands {
  readonly look: string
  readonly open: readonly string[]
  readonly plan?: Plan
}

/** What each firewall takes to let the port through, in its own words. */
function commandsOf({ tool, port, at, rule, hasRules }: PortFate, sudo: string): Commands {
  switch (tool) {
    case 'ufw': {
      const [, denying] = new RegExp(`^${port}/tcp {2}(DENY|REJECT) `).exec(rule ?? '') ?? []
      // ufw turns a rule about the very same port round; else the first rule that meets a client counts.
      const first = denying === undefined && hasRules ? ['insert', '1'] : []
      const argv = ['ufw', ...first, 'allow', `${port}/tcp`] as const
      const undo = denying === undefined ? ['delete', 'allow'] : [denying.toLowerCase()]
      return {
        look: `${sudo}ufw status numbered`,
        open: [`${sudo}${argv.join(' ')}`],
        plan: { do: 'run', argv: ['ufw', ...argv.slice(1)], undo: ['ufw', ...undo, `${port}/tcp`] },
      }
    }
    case 'firewalld': {
      const add = `firewall-cmd --zone=${at} --add-port=${port}/tcp`
      const remove = add.replace('--add-port', '--remove-port')
      return {
        look: `${sudo}firewall-cmd --zone=${at} --list-all`,
        open: [`${sudo}${add}`, `${sudo}${add.replace('firewall-cmd', 'firewall-cmd --permanent')}`],
        plan: {
          do: 'run',
          argv: ['sh', '-c', `${add} && ${add.replace('firewall-cmd', 'firewall-cmd --permanent')}`],
          undo: ['sh', '-c', `${remove} && ${remove.replace('firewall-cmd', 'firewall-cmd --permanent')}`],
        },
      }
    }
    case 'iptables': {
      const rule = ['INPUT', '-p', 'tcp', '--dport', String(port), '-j', 'ACCEPT']
      return {
        look: `${sudo}iptables-save -t filter`,
        open: [`${sudo}iptables -I ${rule.join(' ')}`],
        plan: { do: 'run', argv: ['iptables', '-I', ...rule], undo: ['iptables', '-D', ...rule] },
      }
    }
    case 'nftables': {
      const place = (at ?? 'inet filter input').split(' ')
      const argv = ['nft', 'insert', 'rule', ...place, 'tcp', 'dport', String(port), 'accept'] as const
      return {
        look: `${sudo}nft list chain ${place.join(' ')}`,
        open: [`${sudo}${argv.join(' ')}`],
        plan: { do: 'run', argv: ['nft', ...argv.slice(1)] },
      }
    }
    case 'netsh': {
      const add = `netsh advfirewall firewall add rule name="chatserver" dir=in action=allow protocol=TCP localport=${port}`
      return { look: 'netsh advfirewall firewall show rule name=all dir=in', open: [add] }
    }
    case 'pf':
      return {
        look: `${sudo}pfctl -s rules`,
        open: [
          `echo 'pass in proto tcp from any to any port ${port}' | ${sudo}tee -a /etc/pf.conf`,
          `${sudo}pfctl -f /etc/pf.conf`,
        ],
      }
  }
}

/** What a front says is clear is clear, however hard its own rules are to read. */
function hasOpenFront({ ports }: FirewallFacts, { port, tool }: PortFate): boolean {
  return ports.some(
    (fate) =>
      fate.port === port &&
      fate.verdict === 'open' &&
      FRONT_FIRST.indexOf(fate.tool) < FRONT_FIRST.indexOf(tool),
  )
}
