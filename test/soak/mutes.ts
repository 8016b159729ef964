/** From the moment a mute was asked for until its lifting was confirmed; in between, when it was certainly in force. */
export interface MuteSpell {
  /** An address, or everybody. */
  readonly whom: string | 'everybody'
  readonly asked: number
  confirmed: number
  liftAsked: number
  lifted: number
}

/** When who could not, or perhaps could not, be heard. */
export class Mutes {
  readonly #spells: MuteSpell[] = []

  begin(whom: string, asked: number): MuteSpell {
    const never = Number.POSITIVE_INFINITY
    const spell = { whom, asked, confirmed: never, liftAsked: never, lifted: never }
    this.#spells.push(spell)
    return spell
  }

  /** Whether a mute was certainly in force during all of this time. */
  certainly(ip: string, from: number, until: number): boolean {
    return this.#of(ip).some(({ confirmed, liftAsked }) => confirmed <= from && liftAsked >= until)
  }

  /** Whether a mute can have been in force at some moment of this time. */
  possibly(ip: string, from: number, until: number): boolean {
    return this.#of(ip).some(({ asked, lifted }) => asked <= until && lifted >= from)
  }

  #of(ip: string): MuteSpell[] {
    return this.#spells.filter(({ whom }) => whom === ip || whom === 'everybody')
  }
}
