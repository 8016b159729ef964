import { spawn } from 'node:child_process'

/** States that systemd is told of; see sd_notify(3). */
type ServiceState =
  | 'READY=1'
  | 'RELOADING=1'
  | 'STOPPING=1'
  | 'WATCHDOG=1'
  | `WATCHDOG_USEC=${number}`
  | `STATUS=${string}`

/** How much longer a standstill may be than the unit allows, in microseconds. */
const HELD_USEC = 10 * 60_000_000

/** Tells the service manager how we are, where there is one. */
export interface ServiceManager {
  notify(...states: readonly ServiceState[]): void
  /** Sends a sign of life at half the interval that the unit asks for; the returned function ends it. */
  watchdog(): () => void
  /** Lets the manager be patient while everything stands still for a known reason; the returned function ends that. */
  holdWatchdog(): () => void
}

/**
 * Node has no Unix datagram sockets, so systemd's own little program speaks for us; the unit needs NotifyAccess=all. It
 * waits until systemd has taken the word in: of a process that has ended already systemd cannot tell whose it was, and
 * only root may speak in the name of another.
 *
 * @param env  of this process: NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID as systemd sets them
 */
export function serviceManager(env: NodeJS.ProcessEnv): ServiceManager {
  const isManaged = env.NOTIFY_SOCKET !== undefined && env.NOTIFY_SOCKET !== ''
  const notify = (...states: readonly ServiceState[]) => {
    if (!isManaged) return
    const child = spawn('systemd-notify', [`--pid=${process.pid}`, ...states], {
      stdio: 'ignore',
    })
    // Not installed: the service runs all the same, only less well watched.
    child.on('error', () => {})
    child.unref()
  }
  const usec = Number(env.WATCHDOG_USEC ?? 0)
  const isForUs = env.WATCHDOG_PID === undefined || Number(env.WATCHDOG_PID) === process.pid
  const isWatched = isManaged && isForUs && usec > 0
  return {
    notify,
    watchdog() {
      if (!isWatched) return () => {}
      const beat = setInterval(() => notify('WATCHDOG=1'), usec / 1000 / 2)
      return () => clearInterval(beat)
    },
    holdWatchdog() {
      if (!isWatched) return () => {}
      notify('WATCHDOG=1', `WATCHDOG_USEC=${usec + HELD_USEC}`)
      return () => notify(`WATCHDOG_USEC=${usec}`, 'WATCHDOG=1')
    },
  }
}
