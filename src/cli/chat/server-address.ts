import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import { resolve } from 'node:path'
import type { ChatAddress, TlsChoice } from '../../client/connect.ts'
import { settingsOf } from '../../config/effective.ts'
import { isClosed, loadConfig } from '../../config/load.ts'
import { readInstance } from '../../control/instance.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { isAlive } from '../../store/process-start.ts'
import { guessedPort } from '../guessed-port.ts'

/** The flags that say where a chat server is, and how to speak to it. */
export interface AddressFlags {
  readonly config?: string | undefined
  readonly port?: number | undefined
  readonly tls?: boolean
  readonly ca?: string | undefined
  readonly insecure?: boolean
}

const LOOPBACK = '127.0.0.1'
const DEFAULT_PORT = 3000
/** What a server listens on that means all addresses of its machine. */
const EVERYWHERE = new Set(['0.0.0.0', '::', ''])

/**
 * The server that the command line names; without a name, the one of this machine's configuration.
 *
 * @param note  says that the port is a guess
 * @throws ChatctlError `client/bad-address`, `client/ca-unreadable`
 */
export async function serverAddress(
  host: string | undefined,
  flags: AddressFlags,
  note: (text: string) => void,
): Promise<ChatAddress> {
  const given = host === undefined ? await localServer(flags, note) : parseAddress(host)
  return {
    host: given.host,
    port: flags.port ?? given.port ?? DEFAULT_PORT,
    tls: await tlsChoice(flags),
  }
}

/** @example addressText({ host: '::1', port: 3000 }) // '[::1]:3000' */
export function addressText({ host, port }: Pick<ChatAddress, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Takes `HOST`, `HOST:PORT`, `[ADDRESS]:PORT` and a bare IPv6 address.
 *
 * @throws ChatctlError `client/bad-address`
 */
export function parseAddress(text: string): { host: string; port: number | undefined } {
  if (isIPv6(text)) return { host: text, port: undefined }
  const match = /^(?:\[([^\]]+)\]|([^:[\]\s/]+))(?::(\d{1,5}))?$/.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = match?.[3] === undefined ? undefined : Number(match[3])
  const isBad =
    host === undefined || (match?.[1] !== undefined && !isIPv6(host)) || port === 0 || Number(port) > 65_535
  if (isBad) throw new ChatctlError('client/bad-address', { text })
  return { host, port }
}

/** Where the server of this machine listens: as the running one says, else as its configuration does. */
async function localServer(
  flags: Pick<AddressFlags, 'config' | 'port'>,
  note: (text: string) => void,
): Promise<{ host: string; port: number | undefined }> {
  const loaded = await loadConfig({ explicit: flags.config, env: process.env, cwd: process.cwd() })
  const { server, data } = settingsOf(loaded)
  // A server that was started with another port on the command line is found by what it has written down.
  const instance = await readInstance(data.directory).catch(() => null)
  const runs = instance !== null && isAlive(instance.pid, instance.processStart)
  if (isClosed(loaded) && !runs && flags.port === undefined) note(guessedPort(loaded.path ?? ''))
  const { host, port } = server
  return { host: EVERYWHERE.has(host) ? LOOPBACK : host, port: (runs && instance.port) || port || undefined }
}

async function tlsChoice({ tls, ca, insecure }: AddressFlags): Promise<TlsChoice | undefined> {
  if (!tls && ca === undefined && !insecure) return undefined
  if (ca === undefined) return { insecure: insecure === true }
  try {
    return { insecure: insecure === true, ca: await readFile(ca) }
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ChatctlError('client/ca-unreadable', { path: resolve(ca), detail })
  }
}
