import { ownDescriptors } from '../../host/proc/descriptors.ts'
import { openFiles } from '../../host/proc/process-info.ts'
import type { OperationContext } from '../operations/context.ts'
import { userInfo } from '../operations/context.ts'

/** What keeps the process busy or alive: listeners, connections, timers and everything else that is open. */
export function handlesOf(context: OperationContext): string {
  const descriptors = ownDescriptors()
  const document = {
    schema: 'chatctl/handles/1',
    at: new Date(context.now()).toISOString(),
    pid: process.pid,
    version: context.version,
    node: process.version,
    resources: countByName(process.getActiveResourcesInfo()),
    listeners: context.listening(),
    clients: [...context.chat.clients].map((client) => userInfo(context, client)),
    descriptors,
    descriptorLimit: openFiles(process.pid).limit,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** @example countByName(['Timeout', 'Timeout']) // { Timeout: 2 } */
function countByName(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
