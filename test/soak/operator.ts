import assert from 'node:assert/strict'
import { renameSync, writeFileSync } from 'node:fs'
import type { ControlMethod, ControlMethods } from '../../src/control/methods.ts'
import { SYSTEM } from '../helpers/packets.ts'
import type { Person } from './person.ts'
import { PATIENCE } from './person.ts'
import { LENGTHS, talk } from './roles.ts'
import type { Stage } from './stage.ts'

const OPERATOR = '【系统广播】'
const BETWEEN_MS = 150
const MUTED_MS = 400
/** A broken configuration is refused once by hand, and by each look at the file. */
const MOST_REFUSALS = 4

/** Where the server's configuration is, and how it reads with a limit of so many characters. */
export interface ConfigFile {
  readonly path: string
  text(maxMessageLength: number): string
}

/** Everything that an operator can do while people talk, one thing after the other. */
export class Operator {
  /** What everybody was told, in this order. */
  readonly #announced: { readonly from: string; readonly msg: string }[] = []
  readonly #stage: Stage
  readonly #config: ConfigFile
  #limit: number = LENGTHS[0]

  /** @param limit the length of texts that is in force */
  constructor(stage: Stage, config: ConfigFile, limit: number) {
    this.#stage = stage
    this.#config = config
    this.#limit = limit
  }

  get limit(): number {
    return this.#limit
  }

  /**
   * Does one thing after the other, each as often as any other, until the round is over.
   *
   * @param first  what comes before all that, and lets no operator ask anything meanwhile
   */
  async work(first: () => Promise<void>): Promise<void> {
    await first()
    const deeds = [
      () => this.#muteOne(),
      () => this.#muteAll(),
      () => this.#ban(),
      () => this.#kick(),
      () => this.#say(),
      () => this.#reload(),
      () => this.#breakConfig(),
      () => this.#call('rotate', { as: 'number' }),
      () => this.#changeLevel(),
      () => this.#call('save', {}),
      () => this.#call('status', {}),
    ]
    let left: (typeof deeds)[number][] = []
    while (!this.#stage.isOver) {
      if (left.length === 0) left = [...deeds]
      await left.splice(this.#stage.dice.below(left.length), 1)[0]?.()
      await this.#stage.pause(BETWEEN_MS)
    }
  }

  /** Says the last word: whatever was said before has gone out by then. */
  async finish(): Promise<void> {
    await this.#say()
    await this.#setLevel('INFO')
  }

  /** @throws unless everybody was told these things and no others, in this order */
  expectAnnounced(): void {
    const heard = [...this.#stage.ledger.broadcasts]
      .sort(([a], [b]) => a - b)
      .map(([, { packet }]) => ({ from: String(packet.from), msg: String(packet.msg) }))
      .filter(({ from }) => from === SYSTEM || from === OPERATOR)
    assert.deepEqual(heard, this.#announced)
  }

  async #muteOne(): Promise<void> {
    const { ledger, dice, steady } = this.#stage
    const { ip } = dice.pick(steady)
    const spell = ledger.mutes.begin(ip, ledger.now())
    await this.#call('mute', { address: ip })
    spell.confirmed = ledger.now()
    await this.#stage.pause(MUTED_MS)
    spell.liftAsked = ledger.now()
    await this.#call('unmute', { address: ip })
    spell.lifted = ledger.now()
  }

  async #muteAll(): Promise<void> {
    const { ledger } = this.#stage
    const spell = ledger.mutes.begin('everybody', ledger.now())
    await this.#call('gmute', { on: true })
    spell.confirmed = ledger.now()
    await this.#stage.pause(MUTED_MS)
    spell.liftAsked = ledger.now()
    await this.#call('gmute', { on: false })
    spell.lifted = ledger.now()
    this.#announce(SYSTEM, '管理员开启了全员禁言！')
    this.#announce(SYSTEM, '全员禁言已解除。')
  }

  async #ban(): Promise<void> {
    const outlaw = await this.#talker('outlaw')
    const { ip } = outlaw
    await this.#call('ban', { address: ip })
    await outlaw.cutOff()
    assert.equal(outlaw.notices.at(-1), '你已被永久封禁！')
    const again = await this.#stage.enter('outlaw', ip)
    assert.deepEqual(again.notices, ['🚫 你的IP已被服务器封禁'])
    await again.leave()
    await this.#call('unban', { address: ip })
    const pardoned = await this.#stage.enter('pardoned', ip)
    assert.ok(pardoned.wasGreeted)
    await pardoned.leave()
  }

  async #kick(): Promise<void> {
    const guest = await this.#talker('guest')
    await this.#call('kick', { address: guest.ip })
    await guest.cutOff()
    assert.equal(guest.notices.at(-1), '你已被移出房间！')
  }

  /** Somebody in the middle of a conversation. */
  async #talker(role: string): Promise<Person> {
    const person = await this.#stage.join(role)
    for (let left = 10; left > 0; left--) talk(this.#stage, person)
    return person
  }

  async #say(): Promise<void> {
    const msg = `announcement ${this.#announced.length}`
    await this.#call('say', { text: msg })
    this.#announce(OPERATOR, msg)
  }

  /** Another limit for texts; the watch over the file and the wish by hand must not tell of it twice. */
  async #reload(): Promise<void> {
    this.#limit = LENGTHS.find((one) => one !== this.#limit) ?? LENGTHS[0]
    this.#replaceConfig(this.#config.text(this.#limit))
    await this.#call('reload', {})
    this.#announce(SYSTEM, `配置已更新：消息长度限制调整为 ${this.#limit} 字符`)
  }

  /** A configuration that cannot be used changes nothing. */
  async #breakConfig(): Promise<void> {
    this.#replaceConfig('{ "server": ')
    this.#stage.account.expect('config/malformed', 1, MOST_REFUSALS)
    await assert.rejects(this.#call('reload', {}), { id: 'config/not-reloaded' })
    this.#replaceConfig(this.#config.text(this.#limit))
    await this.#call('reload', {})
  }

  async #changeLevel(): Promise<void> {
    await this.#setLevel(this.#stage.dice.pick(['DEBUG', 'INFO', 'WARNING']))
  }

  async #setLevel(level: string): Promise<void> {
    const before = await this.#call('loglevel', {})
    // What is so already is no change, and not logged as one.
    if (before.level !== level) this.#stage.account.expect('admin/loglevel')
    await this.#call('loglevel', { level })
  }

  /** In one step, so that nobody reads half of it. */
  #replaceConfig(text: string): void {
    writeFileSync(`${this.#config.path}.new`, text)
    renameSync(`${this.#config.path}.new`, this.#config.path)
  }

  #announce(from: string, msg: string): void {
    this.#announced.push({ from, msg })
  }

  async #call<M extends ControlMethod>(
    method: M,
    params: ControlMethods[M]['params'],
  ): Promise<ControlMethods[M]['result']> {
    return await this.#stage.control.call(method, params, { timeoutMs: PATIENCE })
  }
}
