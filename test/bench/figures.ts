import type { Summary } from './measure.ts'

/** A number with its thousands apart, with so many digits behind the point. */
export function figure(value: number, digits = 0): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** The middle one and how far the others lie from it. */
export function spread({ median, mad }: Summary, digits = 0): string {
  return `${figure(median, digits)} ± ${figure(mad, digits)}`
}
