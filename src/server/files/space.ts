import type { FileLimits, FileRefusal } from './stored-file.ts'

/** Counts the bytes of stored files and of uploads under way, so that many at once cannot outgrow a limit together. */
export class Space {
  readonly #byAddress = new Map<string, number>()
  #total = 0

  get total(): number {
    return this.#total
  }

  /** Takes the bytes for an upload before the first of them is written. @returns why not, or undefined */
  reserve(ip: string, bytes: number, limits: FileLimits): Extract<FileRefusal, 'quota'> | undefined {
    const own = this.#byAddress.get(ip) ?? 0
    if (own + bytes > limits.maxBytesPerIp || this.#total + bytes > limits.maxTotalBytes) return 'quota'
    this.#byAddress.set(ip, own + bytes)
    this.#total += bytes
    return undefined
  }

  release(ip: string, bytes: number): void {
    const left = (this.#byAddress.get(ip) ?? 0) - bytes
    if (left > 0) this.#byAddress.set(ip, left)
    else this.#byAddress.delete(ip)
    this.#total -= bytes
  }
}
