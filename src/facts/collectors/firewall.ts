import { networkInterfaces } from 'node:os'
import type { CommandOutput, Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { type Observed, unseen } from '../../host/observed.ts'
import { defineCollector } from '../collector.ts'
import { firewalldFate } from '../firewall/firewalld.ts'
import { iptablesFate } from '../firewall/iptables.ts'
import { netshFate } from '../firewall/netsh.ts'
import { nftablesFate } from '../firewall/nftables.ts'
import type { Fate } from '../firewall/packet-fate.ts'
import { pfFate } from '../firewall/pf.ts'
import { ufwFate } from '../firewall/ufw.ts'
import { usedPorts } from '../listeners.ts'
import type { FirewallFacts, FirewallTool, PortFate } from '../shapes/firewall.ts'

const TIME_LIMIT_MS = 3000

interface Asking {
  readonly host: Host
  readonly ports: readonly number[]
  readonly signal: AbortSignal
}

/** The answer of one firewall; null where it is not installed or not active. */
type Answer = readonly PortFate[] | 'denied' | null

/** Whether the firewalls of this machine let clients through to the ports (guide, problem 4, cause 1: 防火墙阻止). */
export const firewallCollector = defineCollector({
  fact: 'firewall',
  timeoutMs: TIME_LIMIT_MS + 500,
  async collect(host, target, signal) {
    const start = performance.now()
    const asking = { host, ports: [...usedPorts(target).keys()], signal }
    const tools = TOOLS[host.platform]
    if (tools === undefined) return unseen('unsupported', host.platform, provenance('firewall', start))
    const answers = await Promise.all(tools.map(async ([tool, ask]) => [tool, await ask(asking)] as const))
    const value: FirewallFacts = {
      ports: answers.flatMap(([, answer]) => (Array.isArray(answer) ? answer : [])),
      denied: answers.filter(([, answer]) => answer === 'denied').map(([tool]) => tool),
    }
    return { seen: true, value, from: provenance('firewall', start) }
  },
})

const TOOLS: Partial<
  Record<NodeJS.Platform, readonly (readonly [FirewallTool, (asking: Asking) => Promise<Answer>])[]>
> = {
  linux: [
    ['ufw', askUfw],
    ['firewalld', askFirewalld],
    ['iptables', askIptables],
    ['nftables', askNftables],
  ],
  win32: [['netsh', askNetsh]],
  darwin: [['pf', askPf]],
}

async function askUfw({ host, ports, signal }: Asking): Promise<Answer> {
  // Asking ufw takes a Python start; where it is off its own file says so to everybody.
  const settings = await host.readText('/etc/ufw/ufw.conf')
  if (!settings.seen || !/^ENABLED=yes/im.test(settings.value)) return null
  const status = await run(host, ['ufw', 'status', 'verbose'], signal)
  if (!isGood(status)) return 'denied'
  return fates('ufw', ports, (port) => ufwFate(status.value.stdout, port))
}

async function askFirewalld({ host, ports, signal }: Asking): Promise<Answer> {
  // Its folder is there while it runs; asking the program takes a Python start.
  const folder = await host.readText('/run/firewalld')
  if (!folder.seen && folder.why === 'missing') return null
  const state = await run(host, ['firewall-cmd', '--list-all-zones'], signal)
  if (!state.seen || /not running/i.test(state.value.stderr + state.value.stdout)) return null
  if (!isGood(state)) return 'denied'
  const settings = await host.readText('/etc/firewalld/firewalld.conf')
  const zone = (settings.seen && /^DefaultZone=(\S+)/m.exec(settings.value)?.[1]) || 'public'
  return fates('firewalld', ports, (port) => {
    const fate = firewalldFate(state.value.stdout, port, zone)
    return { ...fate, at: fate.zone }
  })
}

async function askIptables({ host, ports, signal }: Asking): Promise<Answer> {
  const saved = await run(host, ['iptables-save'], signal)
  if (!saved.seen) return null
  if (!isGood(saved)) return 'denied'
  const cards = externalCards()
  // Where both ways of the kernel are in use, the other program says that there is more.
  const isMore = /legacy tables present/i.test(saved.value.stdout + saved.value.stderr)
  const legacy = isMore ? await run(host, ['iptables-legacy-save'], signal) : null
  const text = `${saved.value.stdout}\n${legacy?.seen ? legacy.value.stdout : ''}`
  return /^-[AP] |^:\S+ DROP/m.test(text)
    ? fates('iptables', ports, (port) => iptablesFate(text, port, cards))
    : []
}

async function askNftables({ host, ports, signal }: Asking): Promise<Answer> {
  const listed = await run(host, ['nft', '-j', 'list', 'ruleset'], signal)
  if (!listed.seen) return null
  if (!isGood(listed)) return 'denied'
  const cards = externalCards()
  return fates('nftables', ports, (port) => nftablesFate(listed.value.stdout, port, cards))
}

async function askNetsh({ host, ports, signal }: Asking): Promise<Answer> {
  const show = ['netsh', 'advfirewall'] as const
  const [rules, profile] = await Promise.all([
    run(host, [...show, 'firewall', 'show', 'rule', 'name=all', 'dir=in'], signal),
    run(host, [...show, 'show', 'currentprofile'], signal),
  ])
  if (!isGood(rules) || !isGood(profile)) return null
  return fates('netsh', ports, (port) => netshFate(rules.value.stdout, profile.value.stdout, port))
}

async function askPf({ host, ports, signal }: Asking): Promise<Answer> {
  const [rules, info] = await Promise.all([
    run(host, ['pfctl', '-s', 'rules'], signal),
    run(host, ['pfctl', '-s', 'info'], signal),
  ])
  if (!rules.seen || !info.seen) return null
  if (!isGood(rules) || !isGood(info)) return 'denied'
  return fates('pf', ports, (port) => pfFate(rules.value.stdout, info.value.stdout, port))
}

function fates(
  tool: FirewallTool,
  ports: readonly number[],
  judge: (port: number) => (Fate & { readonly at?: string | null; readonly hasRules?: boolean }) | null,
): PortFate[] {
  return ports.flatMap((port) => {
    const fate = judge(port)
    if (fate === null) return []
    const { verdict, rule, at = null, hasRules = false } = fate
    return [{ tool, port, verdict, rule, at, hasRules }]
  })
}

/** Programs of the administrator are not on everybody's path. */
async function run(
  host: Host,
  argv: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<Observed<CommandOutput>> {
  const [program, ...args] = argv
  const asked = await host.run(argv, { timeoutMs: TIME_LIMIT_MS, signal })
  if (asked.seen || asked.why !== 'unsupported' || host.platform === 'win32') return asked
  return await host.run([`/usr/sbin/${program}`, ...args], { timeoutMs: TIME_LIMIT_MS, signal })
}

function isGood(asked: Observed<CommandOutput>): asked is Extract<Observed<CommandOutput>, { seen: true }> {
  return asked.seen && asked.value.exitCode === 0
}

function externalCards(): string[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.some(({ internal }) => !internal) ? [name] : [],
  )
}
