let latest = 0

/**
 * Bytes of memory that the process holds. To learn that costs a descriptor; where none is free it is what it was the last
 * time: a figure is no reason to fail.
 */
export function residentBytes(): number {
  try {
    latest = process.memoryUsage.rss()
  } catch {
    // EMFILE: whoever looks is told of it by the open files themselves.
  }
  return latest
}
