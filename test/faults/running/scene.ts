import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { ControlClient } from '../../../src/control/client.ts'
import type { ControlMethod, ControlMethods } from '../../../src/control/methods.ts'
import type { CheckId } from '../../../src/doctor/check-ids.ts'
import { afterwards } from '../../helpers/afterwards.ts'
import { Daemon, type DaemonOptions, textToAll } from '../../helpers/daemon.ts'
import { GREETING, listWith, mark, saying } from '../../helpers/packets.ts'
import type { WireClient } from '../../helpers/wire-client.ts'
import { assertFault, type DoctorRun, resultOf, runDoctor, unexplained } from '../doctor-run.ts'

/** How long anything may take on a machine that is busy with other things, in ms. */
export const LONG = 60_000
const BEAT_MS = 300

/** A server at work, with two people who talk, while something happens to it. */
export class Scene {
  readonly #options: DaemonOptions
  #daemon: Daemon
  /** Those who were let in since the last start. */
  readonly #people = new Set<WireClient>()
  #speaker: WireClient | undefined
  #listener: WireClient | undefined

  private constructor(daemon: Daemon, options: DaemonOptions) {
    this.#daemon = daemon
    this.#options = options
  }

  /** Starts the server, lets two people in, and sees that doctor has nothing to say. */
  static async open(t: TestContext, options: DaemonOptions = {}): Promise<Scene> {
    const scene = new Scene(await Daemon.start(options), options)
    afterwards(t, () => scene.#daemon.stop())
    await scene.expectHealthy()
    await scene.peopleCome()
    await scene.expectTalk()
    return scene
  }

  get daemon(): Daemon {
    return this.#daemon
  }

  get pid(): number {
    return this.#daemon.child.pid ?? 0
  }

  /** Two people enter; those who were there before are forgotten. */
  async peopleCome(): Promise<void> {
    this.#speaker = await this.join('speaker')
    this.#listener = await this.join('listener')
  }

  /** Somebody enters, however long that takes. */
  async join(name: string, from?: string): Promise<WireClient> {
    const client = await this.#daemon.connect(from === undefined ? {} : { from })
    await client.next(saying(GREETING), LONG)
    client.send({ type: 'hello', from: name })
    await client.next(listWith(name), LONG)
    this.#people.add(client)
    return client
  }

  /** Lets everybody who has entered say now and then that he is alive, until it is disposed of. */
  heartbeats(): Disposable {
    const timer = setInterval(() => {
      for (const client of this.#people) client.send({ type: 'heartbeat' })
    }, BEAT_MS)
    return { [Symbol.dispose]: () => clearInterval(timer) }
  }

  /** What one says the other one hears. */
  async expectTalk(): Promise<void> {
    const msg = mark()
    this.#speaker?.send(textToAll('speaker', msg))
    await this.#listener?.next(saying(msg), LONG)
  }

  /** Asks again and again, for what is no event on this side. */
  async until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + LONG
    while (!(await isSo())) {
      assert.ok(Date.now() < deadline, `waited ${LONG} ms for ${what}`)
      await delay(100)
    }
  }

  /** Doctor finds this first, with this as its proof, and nothing else that it does not explain. */
  async expectFound(id: CheckId, evidence: RegExp): Promise<DoctorRun> {
    const run = await runDoctor(this.#daemon.configFile, { within: this.#options.within ?? [] })
    assertFault(run, id, evidence)
    return run
  }

  /** Doctor finds nothing any more; what the server cures by itself may take a moment. */
  async expectHealthy(): Promise<void> {
    const deadline = Date.now() + LONG
    for (;;) {
      const run = await runDoctor(this.#daemon.configFile, { within: this.#options.within ?? [] })
      const found = unexplained(run)
      if (found.length === 0) return
      const told = JSON.stringify(found.map((id) => resultOf(run, id as CheckId)))
      assert.ok(Date.now() < deadline, `doctor still finds ${told}`)
      await delay(500)
    }
  }

  /** Asks the server as an operator. */
  async ask<M extends ControlMethod>(
    method: M,
    params: ControlMethods[M]['params'],
  ): Promise<ControlMethods[M]['result']> {
    const control = new ControlClient(this.#daemon.path('control.sock'))
    return await control.call(method, params, { timeoutMs: LONG })
  }

  /** Kills the server without a warning and starts it again on the same files; nobody is connected then. */
  async restartAfterKill(): Promise<void> {
    const before = this.#daemon
    before.child.kill('SIGKILL')
    await before.exited
    await before.disconnectAll()
    this.#people.clear()
    this.#daemon = await Daemon.start({ ...this.#options, folder: before.folder, port: before.port })
    await this.#ready()
  }

  /** Whoever was banned or muted with a confirmation is so on the disk: a server that was killed knows it again. */
  async expectKept(banned: readonly string[], muted: readonly string[] = []): Promise<void> {
    await this.restartAfterKill()
    const addresses = (list: readonly { readonly address: string }[]) =>
      list.map(({ address }) => address).sort()
    assert.deepEqual(addresses(await this.ask('bans', {})), [...banned].sort())
    assert.deepEqual(addresses(await this.ask('mutes', {})), [...muted].sort())
  }

  /** The chat port is open a moment before the control socket is. */
  async #ready(): Promise<void> {
    await this.until('the control socket', async () => {
      const answer = await this.ask('hello', {}).catch(() => undefined)
      return answer !== undefined
    })
  }
}
