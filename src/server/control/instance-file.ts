import { unlink } from 'node:fs/promises'
import { type Instance, instancePath, readInstance } from '../../control/instance.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { writeAtomic } from '../../store/atomic-write.ts'
import { isAlive, processStart } from '../../store/process-start.ts'

/** What the daemon adds to its pid and start time. */
export type InstanceFacts = Omit<Instance, 'pid' | 'processStart'>

/**
 * Refuses to start a second daemon on a data folder, where both would write the same files.
 *
 * @throws ChatctlError `control/in-use`
 */
export async function refuseSecondInstance(directory: string): Promise<void> {
  const other = await readInstance(directory)
  if (other === null || other.pid === process.pid || !isAlive(other.pid, other.processStart ?? null)) return
  throw new ChatctlError('control/in-use', { pid: other.pid, socket: other.socket })
}

/** Writes `<directory>/instance.json` for this process, so that clients and `doctor` find it. */
export async function writeInstance(directory: string, facts: InstanceFacts): Promise<void> {
  const instance: Instance = { pid: process.pid, processStart: processStart(process.pid), ...facts }
  await writeAtomic(instancePath(directory), `${JSON.stringify(instance, null, 2)}\n`)
}

/** Removes the instance file if it is this process's. */
export async function removeInstance(directory: string): Promise<void> {
  const instance = await readInstance(directory).catch(() => null)
  if (instance?.pid === process.pid) await unlink(instancePath(directory)).catch(() => {})
}
