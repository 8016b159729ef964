import { readFile } from 'node:fs/promises'
import {
  type Acknowledgement,
  acknowledgementsPath,
  parseAcknowledgements,
} from '../../doctor/acknowledged.ts'
import { CHECK_IDS, type CheckId } from '../../doctor/check-ids.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { t } from '../../messages/index.ts'
import { parseDuration } from '../../sanctions/expiry.ts'
import { writeAtomic } from '../../store/atomic-write.ts'
import { author } from '../author.ts'

/** What `--ignore` asks for. */
export interface IgnoreFlags {
  /** `check=reason`; without a reason the acknowledgement ends. */
  readonly ignore?: readonly string[] | undefined
  /** How long, such as `7d`. */
  readonly 'ignore-for': string
}

/**
 * The acknowledgements beside a configuration, with those that were asked for now.
 *
 * @param note  says what could not be read or written: then they hold for this run only
 * @throws ChatctlError `doctor/bad-ignore` for a word that is no `check=reason`
 */
export async function acknowledgements(
  folder: string,
  flags: IgnoreFlags,
  nowMs: number,
  note: (text: string) => void,
): Promise<Acknowledgement[]> {
  const path = acknowledgementsPath(folder)
  const known = await read(path, note)
  const asked = (flags.ignore ?? []).map((word) => parseIgnore(word, flags['ignore-for'], nowMs))
  if (asked.length === 0) return known
  const ids = new Set(asked.map(({ check }) => check))
  const all = [
    ...known.filter(({ check }) => !ids.has(check)),
    ...asked.filter(({ reason }) => reason !== ''),
  ]
  try {
    await writeAtomic(path, `${JSON.stringify(all, null, 2)}\n`)
  } catch (error) {
    note(t('doctor.notKept', { path, reason: (error as NodeJS.ErrnoException).code ?? String(error) }))
  }
  return all
}

async function read(path: string, note: (text: string) => void): Promise<Acknowledgement[]> {
  try {
    return parseAcknowledgements(await readFile(path, 'utf8'))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'JSON'
    if (code !== 'ENOENT' && code !== 'ENOTDIR') note(t('doctor.notRead', { path, reason: code }))
    return []
  }
}

function parseIgnore(word: string, lifetime: string, nowMs: number): Acknowledgement {
  const at = word.indexOf('=')
  const check = word.slice(0, at < 0 ? undefined : at) as CheckId
  if (at < 0 || !CHECK_IDS.includes(check)) throw new ChatctlError('doctor/bad-ignore', { word })
  return {
    check,
    reason: word.slice(at + 1).trim(),
    by: author(),
    at: new Date(nowMs).toISOString(),
    until: new Date(nowMs + parseDuration(lifetime) * 1000).toISOString(),
  }
}
