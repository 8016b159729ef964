import { type BigIntStats, type FSWatcher, statSync, watch } from 'node:fs'
import { stat } from 'node:fs/promises'

export interface WatchOptions {
  /** Ends the watch. */
  readonly signal: AbortSignal
  /** Milliseconds without another event before the listener is called; an editor saves in several steps. */
  readonly quietMs?: number
  /** Milliseconds between two looks at the file, for file systems that send no events. */
  readonly pollMs?: number
}

/**
 * Calls the listener after the content of a file may have changed since this call: written, replaced, made or removed;
 * the file and its folder need not exist yet. The file itself is watched, and its successor after it was replaced: in its
 * folder a log may lie, and each line of that would wake the process. Never throws and never keeps the process alive.
 *
 * @param listener must not throw; a change during its run leads to another call
 */
export function watchFile(path: string, listener: () => void, options: WatchOptions): void {
  const { signal, quietMs = 80, pollMs = 500 } = options
  if (signal.aborted) return
  let seen: string | undefined
  let watcher: FSWatcher | undefined
  let watched: string | undefined
  let quiet: NodeJS.Timeout | undefined

  const changed = () => {
    clearTimeout(quiet)
    quiet = setTimeout(() => {
      // Looked at before the listener reads it, so that the polling does not report the same edit again.
      const stats = lookNow(path)
      seen = stampOf(stats)
      follow(stats)
      listener()
    }, quietMs)
    quiet.unref()
  }
  const leave = () => {
    watcher?.close()
    watcher = undefined
    watched = undefined
  }
  const follow = (stats: BigIntStats | undefined) => {
    const now = stats && `${stats.dev}:${stats.ino}`
    if (now === watched) return
    leave()
    if (now === undefined) return
    try {
      watcher = watch(path, { persistent: false }, changed)
      watcher.on('error', leave)
      watched = now
    } catch {
      // No watches left (fs.inotify.max_user_watches) or none on this file system: the polling goes on.
    }
  }
  // At once the first time, so that no change after this call is missed.
  const first = lookNow(path)
  follow(first)
  seen = stampOf(first)
  let looking = false
  const poll = setInterval(async () => {
    // A network disk that does not answer must hold up neither the program nor a queue of looks.
    if (looking) return
    looking = true
    const stats = await lookLater(path)
    looking = false
    if (signal.aborted) return
    follow(stats)
    const now = stampOf(stats)
    if (now !== seen) changed()
    seen = now
  }, pollMs)
  poll.unref()
  signal.addEventListener(
    'abort',
    () => {
      clearInterval(poll)
      clearTimeout(quiet)
      leave()
    },
    { once: true },
  )
}

// What is not there and what may not be looked at are the same here: the end of that state is a change.
const lookLater = (path: string) => stat(path, { bigint: true }).catch(() => undefined)

function lookNow(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true })
  } catch {
    return undefined
  }
}

const stampOf = (stats: BigIntStats | undefined) =>
  stats && `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}`
