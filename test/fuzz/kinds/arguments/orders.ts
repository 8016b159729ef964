import type { ScriptCoverage } from '../../guided/block-map.ts'

/** What is told to this process. */
export type Order =
  | { readonly take: true }
  | {
      readonly words: readonly string[]
      readonly folder: string
      readonly env: Readonly<Record<string, string>>
      readonly input: string
    }

/** What is answered. */
export type Answer =
  | { readonly coverage: readonly ScriptCoverage[] }
  | { readonly code: number /** Something may still run. */; readonly isSpent: boolean }

/** Stands behind all that a command has written, on both its outputs. */
export const END = '\u0000\u0000end of the command\u0000\u0000'
