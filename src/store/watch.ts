import { type FSWatcher, watch } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { stampOf } from './file-stamp.ts'

export interface WatchOptions {
  /** Ends the watch. */
  readonly signal: AbortSignal
  /** Milliseconds without another event before the listener is called; an editor saves in several steps. */
  readonly quietMs?: number
  /** Milliseconds between two looks at the file, for file systems that send no events. */
  readonly pollMs?: number
}

/**
 * Calls the listener after the content of a file may have changed: written, replaced, made or removed; the file and
 * its folder need not exist yet. The folder is watched because a watch on the file ends with its first replacement.
 * Never throws and never keeps the process alive.
 *
 * @param listener must not throw; a change during its run leads to another call
 */
export function watchFile(path: string, listener: () => void, options: WatchOptions): void {
  const { signal, quietMs = 80, pollMs = 500 } = options
  if (signal.aborted) return
  const folder = dirname(resolve(path))
  const name = basename(path)
  let watcher: FSWatcher | undefined
  let watchedFolder: string | undefined
  let quiet: NodeJS.Timeout | undefined
  let seen: string | null | undefined

  const changed = () => {
    clearTimeout(quiet)
    quiet = setTimeout(listener, quietMs)
    quiet.unref()
  }
  const leave = () => {
    watcher?.close()
    watcher = undefined
    watchedFolder = undefined
  }
  const follow = async () => {
    const now = await stat(folder).then(
      (stats) => `${stats.dev}:${stats.ino}`,
      () => undefined,
    )
    if (signal.aborted || now === watchedFolder) return
    leave()
    if (now === undefined) return
    try {
      watcher = watch(folder, { persistent: false }, (_event, file) => {
        if (file === null || file === name) changed()
      })
      watcher.on('error', leave)
      watchedFolder = now
    } catch {
      // No watches left (fs.inotify.max_user_watches) or none on this file system: the polling goes on.
    }
  }
  const look = async () => {
    await follow()
    // A file that may not be looked at is a state like any other: its end is a change.
    const stamp = await stampOf(path).catch((error: NodeJS.ErrnoException) => error.code ?? null)
    if (signal.aborted) return
    if (seen !== undefined && stamp !== seen) changed()
    seen = stamp
  }

  let looking = false
  const poll = setInterval(() => {
    if (looking) return
    looking = true
    look().finally(() => {
      looking = false
    })
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
  void look()
}
