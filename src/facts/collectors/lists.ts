import { parseRange } from '../../chat/address.ts'
import { provenance } from '../../host/live-host.ts'
import type { Observed } from '../../host/observed.ts'
import { parseList } from '../../sanctions/parse-list.ts'
import { defineCollector } from '../collector.ts'
import type { ListFacts } from '../shapes/lists.ts'

/** More is no list that anybody keeps by hand. */
const MOST_BYTES = 64 * 1024 * 1024

/** The ban and mute lists as they lie on disk (guide, problems 4.3 and 9). */
export const listsCollector = defineCollector({
  fact: 'lists',
  async collect(host, { settings }) {
    const start = performance.now()
    const { banned_ips_file, muted_ips_file } = settings.data
    const value: ListFacts[] = []
    for (const [kind, path] of [
      ['ban', banned_ips_file],
      ['mute', muted_ips_file],
    ] as const) {
      const read = await host.readBytes(path, { maxBytes: MOST_BYTES })
      if (!read.seen && read.why === 'denied') return read
      value.push(listFacts(kind, path, read))
    }
    return { seen: true, value, from: provenance(`${banned_ips_file} ${muted_ips_file}`, start) }
  },
})

function listFacts(kind: ListFacts['kind'], path: string, read: Observed<Buffer>): ListFacts {
  const nothing = { kind, path, entries: [], invalid: [] }
  if (!read.seen) {
    if (read.why === 'missing') return { ...nothing, exists: false, problem: null }
    const problem = {
      key: 'sanctions.broken.unreadable',
      values: { file: path, detail: read.detail },
    } as const
    return { ...nothing, exists: true, problem }
  }
  const parsed = parseList(read.value, path)
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
