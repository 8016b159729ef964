import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { compiled } from './compiled.ts'
import { launch } from './processes.ts'
import type { RunningServer } from './servers.ts'
import type { Bench } from './suite.ts'

const SOURCE = join(import.meta.dirname, 'load', 'load.c')

/** Keys of load.c; what is left out has its default there. */
type Keys = Readonly<Record<string, number>>

export interface Talk {
  readonly messages: number
  readonly deliveries: number
  readonly seconds: number
  /** Seconds of processor time. */
  readonly serverCpu: number
  readonly loadCpu: number
  /** Microseconds from when a text was due to receiving. */
  readonly p50: number
  readonly p99: number
  /** Microseconds that texts were sent after they were due, in the 99th percentile; at a rate only. */
  readonly late: number
}

export interface Storm {
  readonly connections: number
  readonly lost: number
  readonly seconds: number
  readonly serverCpu: number
}

/** Senders talk and everybody listens; resolves when every delivery has arrived. */
export function talk(bench: Bench, server: RunningServer, keys: Keys): Promise<Talk> {
  return run<Talk>(bench, 'talk', server, keys)
}

/** Opens connections as fast as the server greets them. */
export function storm(bench: Bench, server: RunningServer, keys: Keys): Promise<Storm> {
  return run<Storm>(bench, 'storm', server, keys)
}

/** Connections that send heartbeats and nothing else, until they are released. */
export interface Held {
  readonly connections: number
  /** @returns what it cost the server meanwhile */
  release(): Promise<{
    readonly lost: number
    readonly heartbeats: number
    readonly seconds: number
    readonly serverCpu: number
  }>
}

export async function hold(bench: Bench, server: RunningServer, keys: Keys): Promise<Held> {
  const child = start(bench, 'hold', server, keys)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the load has ended early')
    return JSON.parse(value)
  }
  const { connections } = await next()
  return {
    connections,
    release: () => {
      child.stdin.end()
      return next()
    },
  }
}

async function run<T>(bench: Bench, mode: string, server: RunningServer, keys: Keys): Promise<T> {
  const child = start(bench, mode, server, keys)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`load ${mode} ended with ${code}`)
  return JSON.parse(said)
}

function start(bench: Bench, mode: string, { port, pid }: RunningServer, keys: Keys) {
  const pairs = Object.entries({ ...keys, pid }).map(([key, value]) => `${key}=${value}`)
  return launch(bench, [compiled(bench, SOURCE), mode, String(port), ...pairs], { cpu: 1 })
}
