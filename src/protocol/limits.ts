/** Limits that the wire protocol fixes; what an operator may choose is in the configuration. */
export const LIMITS = {
  /** Longest body of a frame in bytes; this value itself is accepted. */
  bodyBytes: 52_428_800,
  /** Longest name in code points. */
  nameCodePoints: 20,
  /** Deepest nesting of a packet: readers in other languages give up near a thousand. */
  jsonDepth: 900,
  /** Most values in a packet: a few MiB of `[],[],…` would become a hundred times as much memory. */
  packetValues: 100_000,
  /** Longest run of digits in a number: the original clients cannot read a longer integer. */
  numberDigits: 4300,
} as const

export const PROTOCOL_VERSION = '1.0.0'
