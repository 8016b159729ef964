import { close, open, url } from 'node:inspector'
import { isIPv6 } from 'node:net'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import type { InspectAddress } from './inspect-address.ts'

const isLoopback = (host: string) => host.startsWith('127.') || host === '::1'

/** An open door for debuggers. */
export interface Inspector extends InspectAddress {
  /** What a debugger is told to connect to. */
  readonly url: string
  close(): void
}

/**
 * Lets debuggers connect to this process.
 *
 * @throws ChatctlError `debug/no-inspector`
 */
export function openInspector({ host, port }: InspectAddress): Inspector {
  // Node says on standard error that it listens, or that it cannot, and tells the caller by the url alone.
  open(port, isIPv6(host) ? `[${host}]` : host, false)
  const opened = url()
  if (opened === undefined) throw new ChatctlError('debug/no-inspector', { host, port })
  return { host, port: Number(new URL(opened).port), url: opened, close }
}

/** What whoever opens it has to know. */
export function inspectWarning({ host, port, url: opened }: Inspector): string {
  return [
    t('debug.inspecting', { url: opened }),
    t('debug.inspectWarning'),
    ...(isLoopback(host) ? [] : [t('debug.inspectOpen', { host, port })]),
  ].join('\n')
}
