import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chatctl, scratchFolder } from '../../../helpers/chatctl.ts'
import { environmentIn, furnish, UID } from './furnish.ts'

/** Of the server: nobody else is in that network. */
const PORT = 3000
const START_PATIENCE_MS = 30_000

/** No rights, and a network of its own: a wild mixture of flags may also be one that does something. */
export class Cage {
  readonly #network: ChildProcess
  #server:
    | { readonly folder: string; readonly child: ChildProcess; readonly ready: Promise<void> }
    | undefined

  private constructor(network: ChildProcess) {
    this.#network = network
  }

  /** It is gone when this process is. */
  static async open(): Promise<Cage> {
    const wait = 'ip link set lo up && echo ready && exec cat'
    const network = spawn('unshare', ['--net', '--', 'sh', '-c', wait], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    network.unref()
    await once(network.stdout, 'data')
    return new Cage(network)
  }

  /** What becomes a program that is to run in it, with its arguments; it ends with this process, however that ends. */
  get within(): readonly string[] {
    const network = ['nsenter', `--net=/proc/${this.#network.pid}/ns/net`, '--']
    return [
      ...network,
      'setpriv',
      `--reuid=${UID}`,
      `--regid=${UID}`,
      '--pdeathsig=KILL',
      '--clear-groups',
      '--no-new-privs',
    ]
  }

  /** Puts into the folder what a call needs: where its server is said to be up, one runs. */
  async furnish(folder: string, { isUp }: { readonly isUp?: boolean }): Promise<void> {
    if (!isUp) return furnish(folder, PORT + 1)
    this.#server ??= this.#start()
    await this.#server.ready
    furnish(folder, PORT, { control_socket: join(this.#server.folder, 'control.sock') })
  }

  #start() {
    const scratch = scratchFolder()
    const folder = scratch.path
    furnish(folder, PORT)
    const env = environmentIn(folder, {})
    const { child, exit } = chatctl(folder, ['serve', '--config', 'config.json'], {
      within: this.within,
      env,
    })
    let isOver = false
    // A call may end it: the next one that needs one has another.
    const over = exit.then(({ stderr }) => {
      isOver = true
      this.#server = undefined
      scratch[Symbol.dispose]()
      return stderr
    })
    const ready = async () => {
      const deadline = Date.now() + START_PATIENCE_MS
      while (!existsSync(join(folder, 'control.sock'))) {
        if (isOver || Date.now() > deadline)
          throw new Error(`no server in the cage: ${isOver && (await over)}`)
        await delay(20)
      }
    }
    return { folder, child, ready: ready() }
  }

  close(): void {
    this.#network.kill()
    this.#server?.child.kill()
  }
}
