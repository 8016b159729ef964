/** One entry per id of src/errors/ids.ts: what happened, and what to type. */
export const errors = {
  'internal/unexpected': { what: 'unexpected: {{detail}}', fix: 'chatctl report > diagnostic_report.txt' },
} as const
