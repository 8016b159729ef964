import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROGRAM } from './program.ts'

const COMMAND_PATIENCE = 20_000

export type Section = Record<string, unknown>

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Test processes that are cut short must not leave daemons behind. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A port that was free a moment ago, on the loopback address. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** A new folder for one daemon; with `Symbol.dispose` it is gone afterwards. */
export function scratchFolder(): { readonly path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'chatctl-it-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** How a program is started that is looked at from inside. */
export interface Launch {
  /** Arguments of Node itself. */
  readonly nodeArgs?: readonly string[]
  /** A program that becomes it, with its arguments. */
  readonly within?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What is typed; nobody is there otherwise. */
  readonly input?: string
}

/** Starts the program; its state stays inside the folder. */
export function chatctl(
  folder: string,
  args: readonly string[],
  { nodeArgs = [], within = [], env: more, input }: Launch = {},
): { child: ChildProcess; exit: Promise<Exit> } {
  const program = PROGRAM.endsWith('.js') ? [process.execPath, ...nodeArgs, PROGRAM] : [PROGRAM]
  const [command, ...first] = [...within, ...program]
  const { CHATCTL_CONFIG: _, NODE_OPTIONS: __, ...env } = process.env
  const child = spawn(command as string, [...first, ...args], {
    cwd: folder,
    env: {
      ...env,
      XDG_RUNTIME_DIR: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      NO_COLOR: '1',
      NODE_TEST_CONTEXT: undefined,
      LANG: 'C.UTF-8',
      ...more,
    },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  })
  running.add(child)
  child.stdin?.end(input)
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text
    })
  }
  const exit = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return { code, signal, ...said }
  })
  return { child, exit }
}

/** What `chatctl` says when it is left alone until it ends; after `ms` it is killed. */
export async function runChatctl(
  folder: string,
  args: readonly string[],
  ms = COMMAND_PATIENCE,
): Promise<Exit> {
  const { child, exit } = chatctl(folder, args)
  const timer = setTimeout(() => child.kill('SIGKILL'), ms)
  const result = await exit
  clearTimeout(timer)
  return result
}

/** The configuration of a test daemon: no password, text log, everything inside its folder. */
export function testConfig(port: number, changes: Record<string, Section> = {}): Record<string, Section> {
  const config: Record<string, Section> = {
    server: { host: '127.0.0.1', port, max_connections: 200, control_socket: 'control.sock' },
    admin: { password_enabled: false },
    security: {},
    logging: { file: 'server.log', format: 'text' },
    data: { banned_ips_file: 'banned_ips.json', muted_ips_file: 'muted_ips.json' },
  }
  for (const [section, keys] of Object.entries(changes)) config[section] = { ...config[section], ...keys }
  return config
}
