import { setTimeout as delay } from 'node:timers/promises'
import type { ControlClient } from '../../src/control/client.ts'
import type { Dice } from '../fuzz/dice.ts'
import type { Account } from './account.ts'
import { Ledger } from './ledger.ts'
import { type Offer, Person } from './person.ts'

const LAST_BYTE = 254

export interface StageOptions {
  readonly port: number
  readonly dice: Dice
  readonly control: ControlClient
  readonly account: Account
}

/** One round of the soak: who takes part, and what all of them need. */
export class Stage {
  readonly ledger = new Ledger()
  readonly port: number
  readonly dice: Dice
  readonly control: ControlClient
  readonly account: Account
  /** Those who stay from beginning to end. */
  readonly steady: Person[] = []
  /** A file of more than a megabyte. */
  large: Offer | undefined
  /** Set when the time is up: everybody finishes what he is doing. */
  isOver = false
  /** The server stands still: what is said now will be heard all at once. */
  isStill = false
  readonly #takeAddress: () => string

  constructor({ port, dice, control, account }: StageOptions, takeAddress: () => string) {
    this.port = port
    this.dice = dice
    this.control = control
    this.account = account
    this.#takeAddress = takeAddress
  }

  /** A new connection, from an address of its own if none is given; not yet named. */
  async enter(role: string, ip = this.#takeAddress()): Promise<Person> {
    return await Person.enter(this.ledger, { port: this.port, ip, role })
  }

  /** A new connection that has introduced itself. */
  async join(role: string): Promise<Person> {
    const person = await this.enter(role)
    person.sayHello()
    return person
  }

  /** Lets time pass, about as much as told. */
  async pause(ms: number): Promise<void> {
    await delay(ms / 2 + this.dice.below(ms))
  }
}

/** Addresses of this machine that were never used before: the server counts connections of each. */
export function freshAddresses(): () => string {
  let last = 0
  return () => {
    last++
    const parts = [
      Math.floor(last / LAST_BYTE ** 2),
      Math.floor(last / LAST_BYTE) % LAST_BYTE,
      last % LAST_BYTE,
    ]
    return `127.${parts.map((part) => part + 1).join('.')}`
  }
}
