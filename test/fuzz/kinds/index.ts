import type { Kind } from '../kind.ts'

/** Kinds that run in this process. They are loaded when they are wanted: whoever counts what runs has to begin before. */
export const KINDS: Readonly<Record<string, () => Promise<Kind>>> = {
  configs: async () => (await import('./configs.ts')).configs,
  logs: async () => (await import('./logs.ts')).logs,
  bundles: async () => (await import('./bundles.ts')).bundles,
}
