import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import type { Webhook } from '../../monitor/delivery/webhook.ts'
import { parseDuration } from '../../sanctions/expiry.ts'

const LEAST_MS = 5000
const SHORTEST_SECRET = 16

/** @throws ChatctlError `monitor/bad-time` */
export function timeOf(flag: string, text: string): number {
  let ms = 0
  try {
    ms = parseDuration(text) * 1000
  } catch {}
  if (ms < LEAST_MS) throw new ChatctlError('monitor/bad-time', { flag, text })
  return ms
}

/**
 * The words of `--exec`: a path, or a JSON list of words; never a line for a shell.
 *
 * @throws ChatctlError `monitor/bad-exec`
 */
export function programOf(text: string | undefined): readonly [string, ...string[]] | null {
  if (text === undefined) return null
  if (!text.startsWith('[')) {
    if (!text.includes('/')) throw new ChatctlError('monitor/bad-exec')
    return [text]
  }
  try {
    const words: unknown = JSON.parse(text)
    if (Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string'))
      return words as [string, ...string[]]
  } catch {}
  throw new ChatctlError('monitor/bad-exec')
}

/**
 * Where to post, and the secret to sign with.
 *
 * @throws ChatctlError `monitor/bad-webhook`, `monitor/open-secret`
 */
export async function webhookOf(
  url: string | undefined,
  secretFile: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<Webhook | null> {
  if (url === undefined) return null
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw new ChatctlError('monitor/bad-webhook')
  if (secretFile !== undefined) return { url, secret: await secretIn(secretFile) }
  const secret = env.CHATCTL_WEBHOOK_SECRET || null
  if (secret !== null && secret.length < SHORTEST_SECRET)
    throw new ChatctlError('monitor/open-secret', {
      path: '$CHATCTL_WEBHOOK_SECRET',
      detail: t('monitor.secretShort'),
    })
  return { url, secret }
}

async function secretIn(path: string): Promise<string> {
  const bad = (detail: string) => new ChatctlError('monitor/open-secret', { path, detail })
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      throw bad(error.code ?? String(error))
    },
  )
  try {
    const { mode, uid } = await handle.stat()
    if ((mode & 0o077) !== 0) throw bad(t('monitor.secretOpen'))
    const own = process.getuid?.() ?? uid
    if (uid !== own && uid !== 0) throw bad(t('monitor.secretOwner'))
    const secret = (await handle.readFile('utf8')).trim()
    if (secret.length < SHORTEST_SECRET) throw bad(t('monitor.secretShort'))
    return secret
  } finally {
    await handle.close()
  }
}
