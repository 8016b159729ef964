import type { FileLimits, FileRefusal } from './stored-file.ts'

/** What a file takes at least, in bytes: a block of the disk, and its entry in memory. Without it empty files were free. */
const BLOCK = 4096

/** Counts the bytes of stored files and of uploads under way, so that many at once cannot outgrow a limit together. */
export class Space {
  readonly #byAddress = new Map<string, number>()
  #total = 0

  /** Takes the bytes for an upload before the first of them is written. @returns why not, or undefined */
  reserve(ip: string, bytes: number, limits: FileLimits): Extract<FileRefusal, 'quota'> | undefined {
    const own = this.#byAddress.get(ip) ?? 0
    const cost = costOf(bytes)
    if (own + cost > limits.maxBytesPerIp || this.#total + cost > limits.maxTotalBytes) return 'quota'
    this.#byAddress.set(ip, own + cost)
    this.#total += cost
    return undefined
  }

  release(ip: string, bytes: number): void {
    const left = (this.#byAddress.get(ip) ?? 0) - costOf(bytes)
    if (left > 0) this.#byAddress.set(ip, left)
    else this.#byAddress.delete(ip)
    this.#total -= costOf(bytes)
  }
}

function costOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / BLOCK)) * BLOCK
}
