import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'

/** What must not be shut out by mistake. */
export interface ThisHost {
  /** Addresses of this machine's interfaces, loopback apart. */
  readonly addresses: readonly string[]
  /** Where the SSH session of this terminal comes from. */
  readonly sshFrom: string | null
}

/** Looks at this machine and this session. */
export function thisHost(): ThisHost {
  const own = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
  return {
    addresses: own.filter(({ internal }) => !internal).map(({ address }) => address),
    sshFrom: sshAddress(process.env) ?? sshAddressOfAncestors(process.ppid),
  }
}

/**
 * The peer of an SSH session, from `SSH_CONNECTION` or `SSH_CLIENT`.
 *
 * @example sshAddress({ SSH_CONNECTION: '203.0.113.9 51234 10.0.0.1 22' }) // '203.0.113.9'
 */
export function sshAddress(env: NodeJS.ProcessEnv): string | null {
  return (env.SSH_CONNECTION || env.SSH_CLIENT)?.split(' ')[0] || null
}

/** sudo and su drop the variables, so those of the processes above are asked (Linux; root may read them). */
function sshAddressOfAncestors(pid: number, depth = 12): string | null {
  if (pid <= 1 || depth === 0 || process.platform !== 'linux') return null
  try {
    const lines = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
    const variable = lines.find((line) => /^SSH_(?:CONNECTION|CLIENT)=/.test(line))
    if (variable) return variable.slice(variable.indexOf('=') + 1).split(' ')[0] || null
    const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return sshAddressOfAncestors(Number(parent?.[1] ?? 0), depth - 1)
  } catch {
    return null
  }
}
