import { PassThrough } from 'node:stream'
import type { ConsoleBackend } from '../../../src/cli/console/backend.ts'
import { type ConsoleEnd, type ConsoleOptions, runConsole } from '../../../src/cli/console/run-console.ts'
import type {
  ChatEvent,
  ControlMethod,
  LoginResult,
  ServerStatus,
  UserInfo,
} from '../../../src/control/methods.ts'
import { status, user } from '../sample-room.ts'

export const NOW = new Date('2026-11-23T09:00:00.000Z')
export const HOST = { addresses: ['192.168.1.5'], sshFrom: '203.0.113.9' }

type Answer = unknown | ((params: never) => unknown)

/** A server of two users whose answers a test may replace; it remembers what it was asked to do. */
export class FakeServer implements ConsoleBackend {
  readonly calls: [method: string, params: object][] = []
  users: UserInfo[] = [user(), user({ id: 2, name: null, ip: '10.0.0.8', port: 4 })]
  status: ServerStatus = status()
  readonly answers: Partial<Record<ControlMethod, Answer>> = {}
  /** Events that followers get, then the end of the stream if `ends`. */
  events: ChatEvent[] = []
  ends = false
  #emit: (() => void)[] = []

  call: ConsoleBackend['call'] = async (method, params) => {
    this.calls.push([method, params])
    const given = method in this.answers ? this.answers[method] : this.#usual(method)
    return (typeof given === 'function' ? given(params as never) : given) as never
  }

  async *stream(_name: 'events', _params: object, signal: AbortSignal): AsyncGenerator<ChatEvent> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    for (;;) {
      yield* this.events.splice(0)
      if (signal.aborted || this.ends) return
      await Promise.race([aborted, new Promise<void>((resolve) => this.#emit.push(resolve))])
    }
  }

  emit(...events: ChatEvent[]): void {
    this.events.push(...events)
    for (const wake of this.#emit.splice(0)) wake()
  }

  /** Calls that change something. */
  get deeds(): [string, object][] {
    const looks = new Set(['users', 'status', 'bans', 'mutes', 'files', 'login', 'hello'])
    return this.calls.filter(([method]) => !looks.has(method))
  }

  #usual(method: ControlMethod): unknown {
    const listed = [{ address: '10.9.9.9', reason: null, by: null, at: null, until: null }]
    const known: Partial<Record<ControlMethod, unknown>> = {
      hello: {},
      login: { ok: true, required: false },
      status: this.status,
      users: this.users,
      bans: listed,
      mutes: [],
      ban: (params: { address: string }) => ({ sanction: params, affected: [] }),
      mute: (params: { address: string }) => ({ sanction: params, affected: [] }),
      unban: { removed: [] },
      unmute: { removed: [] },
      kick: { kicked: [user()] },
      rename: { renamed: [{ from: 'alice', to: 'bob' }] },
      files: [],
      say: { receivers: 2 },
      gmute: { on: true, changed: true },
      save: {},
      reload: { generation: 4, applied: ['security.max_message_length'], needRestart: [] },
      shutdown: { pid: 1 },
    }
    return known[method]
  }
}

/** A server that lets in whoever knows the password, and locks after three failures. */
export function passwordCheck(right: string) {
  let failures = 0
  return ({ password }: { password?: string }): LoginResult => {
    if (password === right && failures < 3) return { ok: true, required: true }
    if (password !== undefined) failures++
    return { ok: false, failures, allowed: 3, locked: failures >= 3 }
  }
}

/** Runs a console over a script, as a pipe does, until it ends. */
export async function play(
  server: FakeServer,
  script: string,
  options: Partial<ConsoleOptions> = {},
): Promise<{ output: string; end: ConsoleEnd }> {
  const output = new PassThrough()
  let said = ''
  output.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const input = new PassThrough()
  input.end(script)
  const end = await runConsole({
    input,
    output,
    client: server,
    isTerminal: false,
    by: 'root',
    host: HOST,
    now: () => NOW,
    ...options,
  })
  await new Promise(setImmediate)
  return { output: said, end }
}

export const READY = "\n>>> 管理员控制台已就绪。输入 'help' 获取指令。\n"

/** What the console said after it was ready. */
export async function answersTo(server: FakeServer, ...lines: string[]): Promise<string> {
  const { output } = await play(server, `${lines.join('\n')}\n`)
  return output.slice(READY.length)
}
