/** Memory of the whole machine, in bytes. */
export interface MachineMemory {
  readonly totalBytes: number
  /** What programs could still get without swapping. */
  readonly availableBytes: number
  readonly swapTotalBytes: number
  readonly swapFreeBytes: number
}

/** Asks the system, on every platform; on Linux without starting a program. */
export async function machineMemory(): Promise<MachineMemory> {
  // Loaded when asked: most commands never are. Only the default export is there in the bundle too.
  const { default: system } = await import('systeminformation')
  const { total, available, swaptotal, swapfree } = await system.mem()
  return { totalBytes: total, availableBytes: available, swapTotalBytes: swaptotal, swapFreeBytes: swapfree }
}
