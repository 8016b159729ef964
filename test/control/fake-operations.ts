import { join } from 'node:path'
import { type ChatEvent, CONTROL_VERSION } from '../../src/control/methods.ts'
import type { LogLevel } from '../../src/logging/level.ts'
import {
  type ControlServer,
  type ControlServerOptions,
  openControl,
} from '../../src/server/control/listen.ts'
import type { Operations } from '../../src/server/control/operations.ts'
import { scratchFolder } from '../helpers/chatctl.ts'

/** Stands for a daemon: what a test does not give is answered with this, or fails as a bug of the daemon would. */
export function fakeOperations(given: Partial<Operations> = {}): Operations {
  const known: Partial<Operations> = {
    hello: () => ({ version: CONTROL_VERSION, server: '1.2.3', pid: process.pid }),
    users: () => [],
    say: ({ text }) => ({ receivers: text.length }),
    save: () => ({}),
    ...given,
  }
  return new Proxy(known, {
    get: (target, name) => {
      const found = Reflect.get(target, name)
      if (found) return found
      return () => {
        throw new Error(`${String(name)} is not faked`)
      }
    },
  }) as Operations
}

/** Events that a test can emit, and whoever follows them. */
export function eventSource() {
  const listeners = new Set<(event: ChatEvent) => void>()
  const levels: (LogLevel | undefined)[] = []
  return {
    listeners,
    levels,
    follow: (level: LogLevel | undefined, listener: (event: ChatEvent) => void) => {
      levels.push(level)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit: (message: string) => {
      for (const listener of listeners) listener({ time: '', level: 'INFO', event: 'chat/text', message })
    },
  }
}

/** A control server over fake operations in a folder of its own; both are gone when the block ends. */
export async function serveControl(
  operations: Partial<Operations> = {},
  options: Partial<ControlServerOptions> = {},
): Promise<ControlServer & AsyncDisposable> {
  const folder = scratchFolder()
  const server = await openControl({
    operations: fakeOperations(operations),
    directory: folder.path,
    controlSocket: join(folder.path, 'control.sock'),
    ...options,
  }).catch((error: unknown) => {
    folder[Symbol.dispose]()
    throw error
  })
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server.close()
      folder[Symbol.dispose]()
    },
  }
}

/** Waits, turn by turn, for what another connection causes; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate)
}
