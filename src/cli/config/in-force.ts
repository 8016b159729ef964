import { isDeepStrictEqual } from 'node:util'
import type { LoadedConfig } from '../../config/load.ts'
import type { Config } from '../../config/schema.ts'
import { type ControlClient, connectControl } from '../../control/client.ts'
import type { ReloadResult } from '../../control/methods.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { type PythonServer, pythonServerOf } from '../../facts/python-server.ts'
import { unitOf } from '../../host/proc/process-info.ts'
import { locateOneOf } from '../daemon.ts'

/** The server of a configuration, looked at before it is changed. */
export type ServerBefore =
  | {
      readonly state: 'running'
      readonly client: ControlClient
      readonly pid: number
      readonly generation: number
    }
  | { readonly state: 'python'; readonly python: PythonServer }
  | { readonly state: 'down' }
  /** It may run, but cannot be asked. */
  | { readonly state: 'unknown'; readonly error: ChatctlError }

/** What a change of the file means to the server. */
export type InForce =
  /** Keys that it works with now, those that wait for a restart, and those that its environment or flags decide. */
  | {
      readonly state: 'reloaded'
      readonly applied: readonly string[]
      readonly needRestart: readonly string[]
      readonly overridden: readonly string[]
      /** What waits for a restart since earlier edits. */
      readonly pending: readonly string[]
      readonly unlocked: boolean
      /** The systemd unit that it belongs to. */
      readonly unit: string | null
    }
  | { readonly state: 'down' }
  | { readonly state: 'python'; readonly python: PythonServer }
  /** It was not told, or refused. */
  | { readonly state: 'unknown'; readonly error: ChatctlError }

/** Looks for the server of a configuration; never throws for one that cannot be asked. */
export async function serverBefore(loaded: LoadedConfig, signal?: AbortSignal): Promise<ServerBefore> {
  const located = await locateOneOf(loaded)
  if (located.state === 'down' || located.state === 'stale') {
    const python = loaded.path === null ? null : pythonServerOf(loaded.path)
    return python === null ? { state: 'down' } : { state: 'python', python }
  }
  try {
    const options = signal === undefined ? {} : { signal }
    const client = await connectControl(located, options)
    const { pid, config } = await client.call('status', {}, options)
    return { state: 'running', client, pid, generation: config.generation }
  } catch (error) {
    return { state: 'unknown', error: asOurs(error) }
  }
}

/**
 * Has the running server read its configuration again, and asks what became of the keys that were changed.
 *
 * @param keys   as `changedKeys` names them
 * @param after  the file as it is now, without the environment of this shell; undefined where it has errors
 */
export async function bringIntoForce(
  before: ServerBefore,
  keys: readonly string[],
  after: Config | undefined,
  signal: AbortSignal,
): Promise<InForce> {
  if (before.state !== 'running') return before
  const { client, pid, generation } = before
  try {
    const result = await client.call('reload', {}, { signal })
    const { inForce, differs } = await client.call('settings', {}, { signal })
    const waiting = differs.filter((key) => key.needsRestart).map(({ key }) => key)
    // The server may have seen the file change before it was asked, and then says that nothing is new.
    const isNew = result.generation !== generation
    const overridden = keys.filter(
      (key) => !waiting.includes(key) && isOverridden(key, inForce, after, isNew),
    )
    const applied = new Set([...keys, ...result.applied].filter((key) => !waiting.includes(key)))
    return {
      state: 'reloaded',
      applied: [...applied].filter((key) => !overridden.includes(key)),
      needRestart: waiting.filter((key) => keys.includes(key)),
      pending: waiting.filter((key) => !keys.includes(key)),
      overridden,
      unlocked: unlocked(result),
      unit: serviceOf(pid),
    }
  } catch (error) {
    return { state: 'unknown', error: asOurs(error) }
  }
}

/** Paths are made absolute where the server looks from, and passwords are never told: those do not show by their values. */
function isOverridden(
  key: string,
  inForce: Omit<Config, 'admin'>,
  after: Config | undefined,
  isNew: boolean,
): boolean {
  if (after === undefined) return false
  const [section = '', name = ''] = key.split('.')
  if (section === 'admin') return !isNew
  if (section === 'data' || ['logging.file', 'server.control_socket', 'server.tls'].includes(key))
    return false
  const valueIn = (config: object) => Reflect.get(Reflect.get(config, section), name)
  return !isDeepStrictEqual(valueIn(inForce), valueIn(after))
}

const unlocked = ({ unlocked: was }: ReloadResult) => was === true

function serviceOf(pid: number): string | null {
  const unit = unitOf(pid)
  return unit?.endsWith('.service') ? unit.slice(0, -'.service'.length) : null
}

function asOurs(error: unknown): ChatctlError {
  if (error instanceof ChatctlError) return error
  return new ChatctlError('internal/unexpected', { detail: String(error) }, { cause: error })
}
