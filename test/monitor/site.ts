import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { serverStateFolder } from '../../src/store/server-state.ts'
import { type Outcome, runCommand } from '../commands/run-command.ts'
import { alertSchema } from '../docs/alert-schema.ts'
import { chatctl, freePort, testConfig } from '../helpers/chatctl.ts'
import { eventually } from '../helpers/daemon.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const START_PATIENCE = 20_000
export const PASSWORD = 'never-to-be-told-8F3k'

/** A server that can be killed and started again, and a program that is told. */
export class WatchedServer {
  readonly folder: string
  readonly state: string
  #server: ReturnType<typeof chatctl> | undefined

  /** @param state  where monitors remember; else where every command of this user looks for it */
  constructor(folder: string, state?: string) {
    this.folder = folder
    const who = { env: { XDG_STATE_HOME: folder }, uid: process.getuid?.() ?? -1 }
    this.state = state ?? serverStateFolder(who, join(folder, 'config.json')) ?? folder
    const told = join(folder, 'told.jsonl')
    writeFileSync(join(folder, 'tell'), `#!/bin/sh\ncat >> '${told}'\n`, { mode: 0o755 })
  }

  async start(): Promise<void> {
    const instance = join(this.folder, 'instance.json')
    rmSync(instance, { force: true })
    this.#server = chatctl(this.folder, ['serve', '--config', join(this.folder, 'config.json')])
    await eventually(() => existsSync(instance) || undefined, 'the server', START_PATIENCE)
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#server?.child.kill(signal)
    await this.#server?.exit
    this.#server = undefined
  }

  signal(signal: NodeJS.Signals): void {
    this.#server?.child.kill(signal)
  }

  words(...words: string[]): string[] {
    return [
      'monitor',
      '--config',
      join(this.folder, 'config.json'),
      '--unit',
      'no-such-unit',
      '--state',
      this.state,
      ...words,
    ]
  }

  /** One look, by a process of its own. */
  look(...words: string[]): Promise<Outcome> {
    return runCommand(this.folder, this.words('--once', '--exec', join(this.folder, 'tell'), ...words))
  }

  /** What the program was told so far: kind and check of every event. */
  told(): string[] {
    const path = join(this.folder, 'told.jsonl')
    const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []
    const alerts = lines.filter(Boolean).map((line) => alertSchema.parse(JSON.parse(line)))
    return alerts.flatMap(({ events }) => events.map(({ kind, check }) => `${kind} ${check ?? ''}`.trim()))
  }
}

export async function watchedServer(t: TestContext): Promise<WatchedServer> {
  let server: WatchedServer | undefined
  // Before the folder goes: a server that still writes would keep it from going.
  t.after(() => server?.end())
  const folder = temporaryFolder(t)
  const config = testConfig(await freePort(), { admin: { password_enabled: true, password: PASSWORD } })
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  server = new WatchedServer(folder)
  await server.start()
  return server
}
