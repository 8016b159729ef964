import { writeHeapSnapshot } from 'node:v8'

/**
 * Writes a snapshot of the heap. Everything stands still meanwhile, and as much memory as the heap takes is needed once more.
 *
 * @throws the system's error, such as ENOSPC
 */
export function writeHeap(path: string): void {
  // Numbers are of no use for finding what holds memory, and more would only be more to betray.
  writeHeapSnapshot(path, { exposeInternals: false, exposeNumericValues: false })
}
