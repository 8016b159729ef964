import { isIP, isIPv6 } from 'node:net'
import { ChatctlError } from '../../errors/chatctl-error.ts'

/** Where a debugger may connect. */
export interface InspectAddress {
  readonly host: string
  readonly port: number
}

const LOOPBACK = '127.0.0.1'
const DEFAULT_PORT = 9229

/**
 * Gives a bare `--inspect` its value, because a flag of oclif either always has one or never.
 *
 * @example fillInspect(['--inspect', '--console']) // ['--inspect=127.0.0.1:9229', '--console']
 */
export function fillInspect(argv: readonly string[]): string[] {
  const end = argv.indexOf('--')
  return argv.map((word, at) =>
    word === '--inspect' && (end < 0 || at < end) ? `--inspect=${LOOPBACK}:${DEFAULT_PORT}` : word,
  )
}

/**
 * Takes `PORT`, `ADDRESS` and `ADDRESS:PORT`, IPv6 addresses in brackets where a port follows; names are not looked up, so
 * nobody is surprised by where one leads.
 *
 * @throws ChatctlError `debug/bad-inspect`
 * @example parseInspect('9230') // { host: '127.0.0.1', port: 9230 }
 */
export function parseInspect(text: string): InspectAddress {
  if (isIPv6(text)) return { host: text, port: DEFAULT_PORT }
  const match = /^(?:(?:\[([^\]]+)\]|(\d+\.[\d.]+|localhost))(?::(?=\d))?)?(\d{1,5})?$/.exec(text)
  const [, bracketed, bare, portText] = match ?? []
  const host = bracketed ?? (bare === 'localhost' ? LOOPBACK : (bare ?? LOOPBACK))
  const port = portText === undefined ? DEFAULT_PORT : Number(portText)
  if (match === null || text === '' || isIP(host) === 0 || port > 65_535)
    throw new ChatctlError('debug/bad-inspect', { text })
  return { host, port }
}
