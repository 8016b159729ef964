/** The global mute, which outlives a restart (the original forgot it, WIRE 11). */
export class GlobalMute {
  /** Whether everybody is muted now. */
  get on(): boolean {
    return false
  }

  /** Switches it and resolves when that is on disk. @returns whether it was the other way before */
  async set(_on: boolean): Promise<boolean> {
    throw new Error('not built yet')
  }
}
