/** Exit codes; 2 and 143 are those of the guide's table of system errors. */
export const EXIT = { ok: 0, failed: 1, configuration: 2, unusable: 3, terminated: 143 } as const

/**
 * Every error that a user can meet, with the exit code of the process that it ends. An id is public and permanent: the
 * log, `explain`, JSON output and the docs use the same word. Its texts are in the catalogues under `errors`.
 */
export const ERRORS = {
  'internal/unexpected': EXIT.failed,
} as const satisfies Record<string, (typeof EXIT)[keyof typeof EXIT]>

export type ErrorId = keyof typeof ERRORS
