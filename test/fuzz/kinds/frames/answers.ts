import assert from 'node:assert/strict'
import { FrameReader } from '../../../helpers/framing.ts'
import type { Rules } from './expectation.ts'

/** The fields of everything that a v9 client may be sent (protocol clause 3.3), beside the two that all packets have. */
const V9_KEYS: Readonly<Record<string, readonly string[]>> = {
  text: ['from,msg,type', 'from,msg,target,type'],
  user_list: ['type,users'],
  file_notify: ['file_id,filename,from,type'],
  file_response: ['data,file_id,filename,type'],
}

/** What the server says to one client, which is right whatever that one has said. */
export class Answers {
  readonly #rules: Rules
  readonly #frames = new FrameReader()
  #wrong: Error | undefined

  constructor(rules: Rules) {
    this.#rules = rules
  }

  push(chunk: Buffer): void {
    try {
      for (const body of this.#frames.push(chunk)) this.#check(body)
    } catch (error) {
      this.#wrong ??= error as Error
    }
  }

  /**
   * @param isWhole  whether nothing has cut the connection off
   * @throws where anything was wrong
   */
  end(isWhole: boolean): void {
    if (this.#wrong) throw this.#wrong
    if (isWhole) assert.equal(this.#frames.pending, 0, 'an answer breaks off')
  }

  #check(body: Buffer): void {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    const packet = JSON.parse(text) as Record<string, unknown>
    assert.ok(typeof packet === 'object' && packet !== null && !Array.isArray(packet), `no packet: ${text}`)
    if (this.#rules === 'v6' || packet.type === 'file') return
    const { msg_id: id, protocol_version: version, ...rest } = packet
    assert.match(String(id), /^\d{13}_\d+_[0-9a-f]{8}$/)
    assert.equal(version, '1.0.0')
    const keys = Object.keys(rest).sort().join()
    assert.ok(V9_KEYS[String(packet.type)]?.includes(keys), `the fields of ${text.slice(0, 300)}`)
  }
}
