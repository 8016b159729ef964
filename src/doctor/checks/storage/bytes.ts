const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** @example shownBytes(1_572_864) // '1.5 MiB' */
export function shownBytes(bytes: number): string {
  let unit = 0
  let value = bytes
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`
}
