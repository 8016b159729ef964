import { readlinkSync } from 'node:fs'
import { allPids, namesOrNull } from './process-info.ts'

/** So long the event loop may stand still, in ms: others collect their facts meanwhile. */
const AT_A_STRETCH = 15

/** The processes that hold sockets. */
export interface SocketOwners {
  /** Lowest pid that holds a socket, by its inode. */
  readonly pidOf: ReadonlyMap<number, number>
  /** False where some processes did not let this user look: whose sockets are missing is unknown then. */
  readonly complete: boolean
}

/**
 * Finds out which processes hold sockets, from /proc/<pid>/fd alone.
 *
 * @param inodes  of the sockets; the search ends when all are found
 * @param likely  pids to look at first
 */
export async function socketOwners(
  inodes: Iterable<number>,
  likely: readonly number[] = [],
  signal?: AbortSignal,
): Promise<SocketOwners> {
  const wanted = new Map(
    [...inodes].filter((inode) => inode > 0).map((inode) => [`socket:[${inode}]`, inode]),
  )
  const pidOf = new Map<number, number>()
  let complete = true
  let since = performance.now()
  for (const pid of new Set(wanted.size > 0 ? [...likely, ...allPids()] : [])) {
    if (pidOf.size === wanted.size || signal?.aborted) break
    const descriptors = namesOrNull(`/proc/${pid}/fd`)
    if (descriptors === null) complete = false
    for (const descriptor of descriptors ?? []) {
      const inode = wanted.get(linkOf(`/proc/${pid}/fd/${descriptor}`))
      if (inode !== undefined && !pidOf.has(inode)) pidOf.set(inode, pid)
    }
    if (performance.now() - since > AT_A_STRETCH) {
      await new Promise(setImmediate)
      since = performance.now()
    }
  }
  return { pidOf, complete: complete || pidOf.size === wanted.size }
}

/** Inodes of the sockets of this process. */
export function ownSockets(): ReadonlySet<number> {
  const links = (namesOrNull('/proc/self/fd') ?? []).map((name) => linkOf(`/proc/self/fd/${name}`))
  return new Set(links.flatMap((link) => Number(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? 0) || []))
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
