/** Exit codes; 2 and 143 are those of the guide's table of system errors. */
export const EXIT = { ok: 0, failed: 1, configuration: 2, unusable: 3, terminated: 143 } as const

/**
 * Every error that a user can meet, with the exit code of the process that it ends. An id is public and permanent: the
 * log, `explain`, JSON output and the docs use the same word. Its texts are in the catalogues under `errors`.
 */
export const ERRORS = {
  'internal/unexpected': EXIT.failed,
  'doctor/bad-ignore': EXIT.unusable,
  'doctor/bad-time': EXIT.unusable,
  'sanctions/bad-duration': EXIT.failed,
  'sanctions/not-an-address': EXIT.failed,
  'sanctions/locked': EXIT.failed,
  'sanctions/not-written': EXIT.failed,
  'sanctions/unreadable': EXIT.failed,
  'control/not-running': EXIT.failed,
  'control/died': EXIT.failed,
  'control/unreachable': EXIT.failed,
  'control/several': EXIT.configuration,
  'control/denied': EXIT.failed,
  'control/no-answer': EXIT.failed,
  'control/cut-off': EXIT.failed,
  'control/version': EXIT.failed,
  'control/in-use': EXIT.failed,
  'control/unknown-method': EXIT.failed,
  'control/bad-params': EXIT.failed,
  'control/bad-request': EXIT.failed,
  'control/too-large': EXIT.failed,
  'control/too-many-followers': EXIT.failed,
  'control/time-limit': EXIT.failed,
  'control/server-error': EXIT.failed,
  'control/unsafe-folder': EXIT.failed,
  'control/path-too-long': EXIT.configuration,
  'control/socket-failed': EXIT.failed,
  'cli/needs-yes': EXIT.failed,
  'cli/declined': EXIT.failed,
  'cli/unknown-yes': EXIT.configuration,
  'cli/no-such-user': EXIT.failed,
  'cli/name-not-unique': EXIT.failed,
  'cli/name-needs-server': EXIT.failed,
  'cli/range-not-allowed': EXIT.failed,
  'log/unwritable': EXIT.failed,
  'log/not-a-file': EXIT.configuration,
  'server/address-in-use': EXIT.failed,
  'server/port-privileged': EXIT.failed,
  'server/address-unavailable': EXIT.failed,
  'server/cannot-listen': EXIT.failed,
  'server/tls-unusable': EXIT.configuration,
  'server/tls-unreadable': EXIT.configuration,
  'config/unusable': EXIT.configuration,
  'config/not-reloaded': EXIT.configuration,
  'server/address-in-use-by': EXIT.failed,
  'data/folder-unusable': EXIT.failed,
} as const satisfies Record<string, (typeof EXIT)[keyof typeof EXIT]>

export type ErrorId = keyof typeof ERRORS
