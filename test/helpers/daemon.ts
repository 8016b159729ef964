import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  chatctl,
  type Exit,
  freePort,
  type Launch,
  runChatctl,
  type Section,
  scratchFolder,
  testConfig,
} from './chatctl.ts'
import { EVERYBODY, GREETING, listWith, saying } from './packets.ts'
import { PATIENCE, type WireAddress, WireClient } from './wire-client.ts'

const START_PATIENCE = 20_000

export interface DaemonOptions extends Launch {
  /** A port that was free a moment ago, if not given. */
  readonly port?: number
  /** The address at which it is looked for; the loopback one, if not given. */
  readonly reachedAt?: string
  /** Its working folder; a new one, if not given. */
  readonly folder?: string
  /** Keys that differ from the test configuration, by section. */
  readonly config?: Record<string, Section>
  /** Files to put into the working folder before the start, by name. */
  readonly files?: Record<string, string>
  /** Arguments after `serve --config FILE`. */
  readonly args?: readonly string[]
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
    const started = chatctl(folder, ['serve', '--config', this.configFile, ...(options.args ?? [])], options)
    this.child = started.child
    this.exited = started.exit
  }

  /** Starts it and waits until it accepts connections. */
  static async start(options: DaemonOptions = {}): Promise<Daemon> {
    const daemon = new Daemon(
      options.port ?? (await freePort()),
      options.folder ?? scratchFolder().path,
      options,
    )
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
    const { reachedAt: host } = this.#options
    const client = await WireClient.connect({ port: this.port, ...(host && { host }), ...options })
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
  async joinAll<const Names extends readonly string[]>(
    ...names: Names
  ): Promise<{ [Index in keyof Names]: WireClient }> {
    const clients: WireClient[] = []
    for (const name of names) {
      const client = await this.join(name)
      for (const other of clients) await other.next(listWith(name))
      clients.push(client)
    }
    return clients as { [Index in keyof Names]: WireClient }
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

  /** Starts the same configuration once more, beside the daemon that runs already. */
  async startAgain(): Promise<Exit> {
    return await runChatctl(this.folder, ['serve', '--config', this.configFile])
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

  /** Memory that the daemon's process holds; 0 where the system does not tell. */
  residentBytes(): number {
    const status = `/proc/${this.child.pid}/status`
    const text = existsSync(status) ? readFileSync(status, 'utf8') : ''
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024
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
    const target = this.#options.reachedAt ?? (host.includes(':') ? '::1' : '127.0.0.1')
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
