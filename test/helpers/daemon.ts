import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EVERYBODY, GREETING, listWith, saying } from './packets.ts'
import { PATIENCE, type WireAddress, WireClient } from './wire-client.ts'

const START_PATIENCE = 20_000
const COMMAND_PATIENCE = 20_000
const ROOT = resolve(import.meta.dirname, '../..')

type Section = Record<string, unknown>

export interface DaemonOptions {
  /** Keys that differ from the test configuration, by section. */
  readonly config?: Record<string, Section>
  /** Files to put into the working folder before the start, by name. */
  readonly files?: Record<string, string>
  /** Arguments after `serve --config FILE`. */
  readonly args?: readonly string[]
}

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

/** Starts the program, the built one if CHATCTL_BIN names it; its state stays inside the folder. */
export function chatctl(
  folder: string,
  args: readonly string[],
): { child: ChildProcess; exit: Promise<Exit> } {
  const entry = process.env.CHATCTL_BIN ?? join(ROOT, 'bin/dev.js')
  const [command, ...first] = entry.endsWith('.js') ? [process.execPath, entry] : [entry]
  const { CHATCTL_CONFIG: _, NODE_OPTIONS: __, ...env } = process.env
  const child = spawn(command as string, [...first, ...args], {
    cwd: folder,
    env: { ...env, XDG_RUNTIME_DIR: folder, NO_COLOR: '1', NODE_TEST_CONTEXT: undefined, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
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

/** A daemon of its own, with its folder, its configuration and the clients that talk to it. */
export class Daemon {
  readonly port: number
  readonly folder: string
  readonly configFile: string
  readonly child: ChildProcess
  readonly exited: Promise<Exit>
  readonly #clients = new Set<WireClient>()
  readonly #options: DaemonOptions

  private constructor(port: number, folder: string, options: DaemonOptions) {
    this.port = port
    this.folder = folder
    this.configFile = join(folder, 'config.json')
    this.#options = options
    for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text)
    this.configure({})
    const started = chatctl(folder, ['serve', '--config', this.configFile, ...(options.args ?? [])])
    this.child = started.child
    this.exited = started.exit
  }

  /** Starts it and waits until it accepts connections. */
  static async start(options: DaemonOptions = {}): Promise<Daemon> {
    const daemon = new Daemon(await freePort(), scratchFolder().path, options)
    try {
      await daemon.#accepting()
    } catch (error) {
      await daemon.stop()
      throw error
    }
    return daemon
  }

  /** Writes the configuration again, with these keys changed. */
  configure(changes: Record<string, Section>): void {
    const config = testConfig(this.port, this.#options.config)
    for (const [section, keys] of Object.entries(changes)) config[section] = { ...config[section], ...keys }
    this.write('config.json', JSON.stringify(config, null, 2))
  }

  /** A client that is connected and has read nothing yet; it is hung up by `disconnectAll`. */
  async connect(options: Omit<WireAddress, 'port'> = {}): Promise<WireClient> {
    const client = await WireClient.connect({ port: this.port, ...options })
    this.#clients.add(client)
    return client
  }

  /** A client that has been greeted. */
  async enter(options: Omit<WireAddress, 'port'> = {}): Promise<WireClient> {
    const client = await this.connect(options)
    await client.next(saying(GREETING))
    return client
  }

  /** v9: a client that has been greeted and bears this name; it has read the list that says so. */
  async join(name: string, options: Omit<WireAddress, 'port'> = {}): Promise<WireClient> {
    const client = await this.enter(options)
    client.send({ type: 'hello', from: name })
    await client.next(listWith(name))
    return client
  }

  /** Several clients with names, all of whom have read the list that has everybody. */
  async joinAll<const Names extends readonly string[]>(...names: Names): Promise<WireClient[]> {
    const clients: WireClient[] = []
    for (const name of names) {
      const client = await this.join(name)
      for (const other of clients) await other.next(listWith(name))
      clients.push(client)
    }
    return clients
  }

  /** Hangs up every client of this daemon and waits until the server has let them go. */
  async disconnectAll(): Promise<void> {
    const clients = [...this.#clients]
    this.#clients.clear()
    await Promise.all(clients.map((client) => client.close()))
  }

  /** An operator's command against this daemon, such as `operate('kick', '127.0.0.9')`. */
  async operate(...args: string[]): Promise<Exit> {
    const [command = '', ...rest] = args
    const result = await runChatctl(this.folder, [command, ...rest, '--config', this.configFile, '--yes'])
    assert.equal(result.code, 0, `chatctl ${args.join(' ')}: ${result.stderr}${result.stdout}`)
    return result
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  read(name: string): string {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), 'utf8') : ''
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text)
  }

  /** The lines of the log up to now, without the last line feed. */
  log(): string[] {
    const text = this.read('server.log')
    return text === '' ? [] : text.replace(/\n$/, '').split('\n')
  }

  /** Waits for a log line that matches. */
  async logged(pattern: RegExp, ms = PATIENCE): Promise<string> {
    return await eventually(() => this.log().find((line) => pattern.test(line)), `a log line ${pattern}`, ms)
  }

  /** SIGTERM, and SIGKILL when that does not help; the folder is removed. */
  async stop(): Promise<Exit> {
    await this.disconnectAll()
    this.child.kill('SIGTERM')
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 8000)
    const exit = await this.exited
    clearTimeout(timer)
    rmSync(this.folder, { recursive: true, force: true })
    return exit
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  async #accepting(): Promise<void> {
    const early = this.exited.then((exit) => {
      throw new Error(`the daemon ended with ${exit.code ?? exit.signal}: ${exit.stderr}${exit.stdout}`)
    })
    const host = String(testConfig(this.port, this.#options.config).server?.host)
    const target = host.includes(':') ? '::1' : '127.0.0.1'
    const reached = async () => {
      const deadline = Date.now() + START_PATIENCE
      for (;;) {
        try {
          const probe = await WireClient.connect({ port: this.port, host: target })
          return await probe.close()
        } catch (error) {
          if (Date.now() > deadline || this.child.exitCode !== null) throw error
          await delay(40)
        }
      }
    }
    await Promise.race([early, reached()])
  }
}

/** Asks again until there is an answer, for things that raise no event on this side, such as files. */
export async function eventually<T>(ask: () => T | undefined, what: string, ms = PATIENCE): Promise<T> {
  const deadline = Date.now() + ms
  for (;;) {
    const answer = ask()
    if (answer !== undefined) return answer
    assert.ok(Date.now() < deadline, `waited ${ms} ms for ${what}`)
    await delay(25)
  }
}

/** A text from one client to all, with a name, as the clients of both versions send it. */
export const textToAll = (from: string, msg: string) => ({ type: 'text', from, target: EVERYBODY, msg })
