import { type Instance, readInstance } from '../control/instance.ts'
import { type Located, locateDaemon } from '../control/locate.ts'
import { processInfo } from '../host/proc/process-info.ts'
import { isAlive } from '../store/process-start.ts'
import type { Target } from './target.ts'

/** What several facts want to know of the running server, found out once. */
interface Found {
  readonly located: Located
  /** Process of the instance file, if that process lives. */
  readonly pid: number | null
  /** Socket of the instance file. */
  readonly socket: string | null
}

const found = new WeakMap<Target, Promise<Found>>()

/** Where the server that is looked at runs, by its control socket and its instance file. */
export function serverOf(target: Target): Promise<Found> {
  const known = found.get(target)
  if (known !== undefined) return known
  const search = find(target)
  found.set(target, search)
  return search
}

async function find({ settings, loaded }: Target): Promise<Found> {
  const { directory } = settings.data
  const [located, instance] = await Promise.all([
    locateDaemon({
      controlSocket: settings.server.control_socket,
      directory,
      configFound: loaded.path !== null,
    }),
    readInstance(directory).catch(() => null),
  ])
  return { located, pid: livingPid(located, instance), socket: instance?.socket ?? null }
}

function livingPid(located: Located, instance: Instance | null): number | null {
  if (located.state === 'unreachable') return located.pid
  if (instance === null || !isAlive(instance.pid, instance.processStart ?? null)) return null
  return instance.pid
}

/** Stopped, dead, or waiting in the kernel: it will not answer however long one waits. */
export function isStandingStill(pid: number | null): boolean {
  return pid !== null && 'TtZXD'.includes(processInfo(pid)?.state ?? 'X')
}
