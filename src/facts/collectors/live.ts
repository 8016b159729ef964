import { ControlClient } from '../../control/client.ts'
import type { Located } from '../../control/locate.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { provenance } from '../../host/live-host.ts'
import { knownStateFolders } from '../../store/server-state.ts'
import { defineCollector } from '../collector.ts'
import { withKeptSamples } from '../sample-ring.ts'
import { isStandingStill, serverOf } from '../server-of.ts'
import type { LiveFacts, LiveState } from '../shapes/live.ts'

/** A healthy server answers in a few milliseconds. */
const ANSWER_MS = 700
/** One that is busy, on a busy machine, may take longer; one that is stopped is not waited for. */
const PATIENCE_MS = 1500

const NOTHING: LiveFacts = {
  state: 'down',
  socket: null,
  sockets: [],
  pid: null,
  needs: null,
  answerMs: null,
  status: null,
  users: null,
  settings: null,
  differs: null,
  samples: null,
}

/** What the server says of itself, or why it says nothing (guide, problems 6, 7 and 10). */
export const liveCollector = defineCollector({
  fact: 'live',
  async collect(host, target, signal) {
    const start = performance.now()
    const { located, pid, socket: left } = await serverOf(target)
    const socket = socketOf(located) ?? left
    const found = { ...NOTHING, state: located.state, socket, pid }
    const value =
      located.state === 'running' ? await ask(found, located.socket, signal) : toldBy(found, located)
    const { loaded, settings } = target
    const folders = knownStateFolders(host, loaded.path ?? settings.data.directory)
    const samples = await withKeptSamples(value.samples, folders)
    return { seen: true, value: { ...value, samples }, from: provenance(socket ?? 'control socket', start) }
  },
})

function socketOf(located: Located): string | null {
  if (located.state === 'denied') return located.path
  return 'socket' in located ? located.socket : null
}

function toldBy(found: LiveFacts, located: Located): LiveFacts {
  switch (located.state) {
    case 'stale':
      return { ...found, pid: located.pid }
    case 'denied':
      return { ...found, needs: located.needs }
    case 'several':
      return { ...found, sockets: located.sockets }
    case 'unreachable':
      return { ...found, state: located.busy ? 'hung' : 'unreachable' }
    default:
      return found
  }
}

async function ask(found: LiveFacts, socket: string, signal: AbortSignal): Promise<LiveFacts> {
  const client = new ControlClient(socket)
  const options = { signal, timeoutMs: ANSWER_MS + PATIENCE_MS }
  const start = performance.now()
  const stop = new AbortController()
  const hello = client.call('hello', {}, { ...options, signal: AbortSignal.any([signal, stop.signal]) })
  const giveUp = setTimeout(() => isStandingStill(found.pid) && stop.abort(), ANSWER_MS)
  try {
    const { pid } = await hello
    const answerMs = Math.round(performance.now() - start)
    const [status, users, settings, samples] = await Promise.all([
      client.call('status', {}, options).catch(() => null),
      client.call('users', {}, options).catch(() => null),
      client.call('settings', {}, options).catch(() => null),
      client.call('samples', {}, options).catch(() => null),
    ])
    const { inForce = null, differs = null } = settings ?? {}
    return { ...found, state: 'running', pid, answerMs, status, users, settings: inForce, differs, samples }
  } catch (error) {
    return { ...found, state: stateAfter(error) }
  } finally {
    clearTimeout(giveUp)
  }
}

function stateAfter(error: unknown): LiveState {
  if (!(error instanceof ChatctlError)) return 'hung'
  switch (error.id) {
    case 'control/no-answer':
      return 'hung'
    case 'control/not-running':
      return 'down'
    case 'control/denied':
      return 'denied'
    default:
      return 'garbled'
  }
}
