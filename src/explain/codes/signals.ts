/** Numbers of the signals that matter here, as Linux counts them. */
export const SIGNALS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGILL: 4,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGTERM: 15,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGXFSZ: 25,
  SIGSYS: 31,
} as const

export type SignalName = keyof typeof SIGNALS

/** The exit code that a shell shows for a process ended by a signal. */
export const SHELL_SIGNAL_BASE = 128
