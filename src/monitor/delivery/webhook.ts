import { createHmac } from 'node:crypto'
import type { Alert } from '../alert.ts'

const LIMIT_MS = 10_000

/** Where to post, and with what to sign. The address may hold a token: it is never shown. */
export interface Webhook {
  readonly url: string
  readonly secret: string | null
}

/**
 * Posts an alert. It is signed as `sha256=` and the HMAC-SHA256 of `TIMESTAMP.BODY`, so that a receiver can refuse what is not
 * from here and what is old. Redirections are not followed: they could lead anywhere.
 *
 * @returns null when it was taken, else what was wrong, without the address
 */
export async function postAlert(
  webhook: Webhook,
  alert: Alert,
  nowMs: number,
  { signal, limitMs = LIMIT_MS }: { readonly signal: AbortSignal; readonly limitMs?: number | undefined },
): Promise<string | null> {
  const body = JSON.stringify(alert)
  const timestamp = String(Math.floor(nowMs / 1000))
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'chatctl',
    'x-chatctl-delivery': alert.id,
    'x-chatctl-timestamp': timestamp,
    ...(webhook.secret !== null && { 'x-chatctl-signature': signatureOf(webhook.secret, timestamp, body) }),
  }
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: limit,
    })
    // Whoever answers without end must not hold the connection.
    await answer.body?.cancel().catch(() => {})
    return answer.ok ? null : `HTTP ${answer.status}`
  } catch (error) {
    if (limit.aborted) return `no answer within ${limitMs / 1000} s`
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined
    return cause?.code ?? 'the request failed'
  }
}

/** @example signatureOf('secret', '1782136800', '{}') // 'sha256=…' */
function signatureOf(secret: string, timestamp: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
}
