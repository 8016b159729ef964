import { defineCollector } from '../collector.ts'
import { findListeners } from '../listeners.ts'

/** Who listens on the ports of the server (guide, problem 1, cause 1; checklist 2). */
export const listenersCollector = defineCollector({
  fact: 'listeners',
  collect: (host, target, signal) => findListeners(host, target, [], signal),
})
