import { parseRange } from '../../chat/address.ts'
import { provenance } from '../../host/live-host.ts'
import { unseen } from '../../host/observed.ts'
import { parseList } from '../../sanctions/parse-list.ts'
import { readSmallFile } from '../../store/read-small-file.ts'
import { defineCollector } from '../collector.ts'
import type { ListFacts } from '../shapes/lists.ts'

/** More is no list that anybody keeps by hand. */
const MOST_BYTES = 64 * 1024 * 1024

/** The ban and mute lists as they lie on disk (guide, problems 4.3 and 9). */
export const listsCollector = defineCollector({
  fact: 'lists',
  timeoutMs: 2000,
  async collect(_host, { settings }) {
    const start = performance.now()
    const { banned_ips_file, muted_ips_file } = settings.data
    const value: ListFacts[] = []
    for (const [kind, path] of [
      ['ban', banned_ips_file],
      ['mute', muted_ips_file],
    ] as const) {
      try {
        value.push(listFacts(kind, path, await readSmallFile(path, MOST_BYTES)))
      } catch (error) {
        const { code = String(error) } = error as NodeJS.ErrnoException
        const denied = code === 'EACCES' || code === 'EPERM'
        return unseen(denied ? 'denied' : 'failed', `${path}: ${code}`, provenance(path, start), denied ? 'root' : undefined)
      }
    }
    return { seen: true, value, from: provenance(`${banned_ips_file} ${muted_ips_file}`, start) }
  },
})

function listFacts(kind: ListFacts['kind'], path: string, content: Buffer | null): ListFacts {
  if (content === null) return { kind, path, exists: false, entries: [], invalid: [], problem: null }
  const parsed = parseList(content, path)
  const all = parsed.ok ? parsed.addresses : parsed.salvaged
  const isAddress = (entry: string) => parseRange(entry.trim()) !== undefined
  return {
    kind,
    path,
    exists: true,
    entries: all.filter(isAddress),
    invalid: all.filter((entry) => !isAddress(entry)),
    problem: parsed.ok ? null : parsed.problem,
  }
}
