import { isIP } from 'node:net'
import type { TopicId } from '../../messages/topic-texts.ts'
import type { Name } from '../names.ts'

/** What a pasted text lets us fill into commands: only what cannot be anything but an address or a port. */
export interface Values {
  readonly ip?: string
  readonly port?: string
}

/** A topic that a text leads to, and how surely. */
export interface Match {
  readonly topic: TopicId
  /** Undefined for a sentence that has no id. */
  readonly name: Name | undefined
  readonly score: number
  readonly values: Values
}

/** How sure a match is; a sentence adds the letters that it has beyond its holes, {@link MOST_LETTERS} at most. */
export const SURE = {
  name: 1000,
  record: 950,
  whole: 800,
  id: 790,
  code: 650,
  result: 645,
  python: 550,
  part: 400,
}
export const MOST_LETTERS = 140
/** From here on a match is more than a few words that happen to be the same. */
export const STRONG = SURE.python
/** The best match of a line may be a few words less: a dozen letters of a sentence are no coincidence. */
export const CLEAR = SURE.part + 12

/** A name as a match that says nothing about values. */
export function matchOf(name: Name, score: number): Match {
  return { topic: name.topic, name, score, values: {} }
}

/** The values among the fields of a record or sentence. */
export function valuesOf(fields: Readonly<Record<string, unknown>>): Values {
  const address = [fields.ip, fields.address].find((value) => typeof value === 'string' && isIP(value) > 0)
  const port = /^\d{1,5}$/.exec(String(fields.port ?? ''))?.[0]
  return {
    ...(typeof address === 'string' && { ip: address }),
    ...(port !== undefined && Number(port) > 0 && Number(port) < 65536 && { port }),
  }
}
