import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../helpers/chatctl.ts'
import { compiled } from './compiled.ts'
import { busyShare, end, launch } from './processes.ts'
import type { Bench } from './suite.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const OWN = join(import.meta.dirname, 'reference')
/** Where the reference servers of the aims are, on the machine that has them; ours stand in elsewhere. */
const NAMED = resolve(ROOT, '../shared/bench')
const PATIENCE_MS = 20_000
/** What a server may need to become quiet after its start. */
const SETTLE_MS = 500

/** chatctl, the least that a server in Node can do, and the least that one in C can do. */
export const SERVERS = ['chatctl', 'node-tick', 'c-batch'] as const
export type ServerName = (typeof SERVERS)[number]

export interface RunningServer extends AsyncDisposable {
  readonly pid: number
  readonly port: number
}

/** Starts a server on a free port, with a folder of its own, and waits until it listens and is quiet. */
export async function startServer(bench: Bench, name: ServerName): Promise<RunningServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(bench.folder, `${name}-`))
  const env = { ...process.env, XDG_RUNTIME_DIR: folder, NODE_OPTIONS: undefined, CHATCTL_CONFIG: undefined }
  const child = launch(bench, command(bench, name, port, folder), { folder, env, cpu: 0 })
  child.stdout?.resume()
  const stop = async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await listening(port, () => child.exitCode === null)
    await delay(SETTLE_MS)
    bench.others.push(await busyShare())
  } catch (error) {
    await stop()
    throw error
  }
  return { pid: child.pid ?? 0, port, [Symbol.asyncDispose]: stop }
}

function command(bench: Bench, name: ServerName, port: number, folder: string): string[] {
  switch (name) {
    case 'chatctl':
      writeFileSync(join(folder, 'config.json'), JSON.stringify(config(port)))
      return [process.execPath, join(ROOT, 'bin/run.js'), 'serve', '--config', 'config.json']
    case 'node-tick': {
      const named = join(NAMED, 'ceiling.mjs')
      const script = existsSync(named) ? [named, String(port), 'tick'] : [join(OWN, 'tick.ts'), String(port)]
      return [process.execPath, ...script]
    }
    case 'c-batch': {
      const named = join(NAMED, 'ceiling.c')
      if (existsSync(named)) return [compiled(bench, named), String(port), 'batch']
      return [compiled(bench, join(OWN, 'batch.c')), String(port)]
    }
  }
}

/** Everything as it comes, the log with every text included; only the room is larger, and all clients are one address. */
function config(port: number) {
  return {
    server: { host: '127.0.0.1', port, max_connections: 50_000, control_socket: 'control.sock' },
    admin: { password_enabled: false },
    logging: { file: 'server.log' },
  }
}

async function listening(port: number, lives: () => boolean): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; ) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch (error) {
      if (Date.now() > deadline || !lives()) throw error
      await delay(50)
    } finally {
      socket.destroy()
    }
  }
}
