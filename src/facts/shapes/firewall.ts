export type FirewallTool = 'ufw' | 'firewalld' | 'iptables' | 'nftables' | 'netsh' | 'pf'

/** What one firewall does with new clients of one port. */
export interface PortFate {
  readonly tool: FirewallTool
  readonly port: number
  /** `some`: those of certain addresses or interfaces get through, and others do not. */
  readonly verdict: 'open' | 'closed' | 'some' | 'unknown'
  /** The rule or the policy that decides. */
  readonly rule: string | null
  /** Where that is: a zone, or family, table and chain. */
  readonly at: string | null
  /** Whether there are rules of people, before which another one goes. */
  readonly hasRules: boolean
}

/** Every firewall that is active on this machine. */
export interface FirewallFacts {
  readonly ports: readonly PortFate[]
  /** Firewalls that this user may not ask. */
  readonly denied: readonly FirewallTool[]
}
