import { LoadClient, type LoadOptions, type NotIn } from './load-client.ts'
import type { Troubles } from './troubles.ts'

export interface RampUpOptions {
  readonly clients: number
  readonly client: Omit<LoadOptions, 'name' | 'onUngreeted'>
  readonly nameOf: (at: number) => string
  readonly troubles: Troubles
  readonly onEntered: (entered: number, failed: number) => void
  /** The first one is connected, and not greeted for a while. */
  readonly onUngreeted: (limitMs: number) => void
  /** With the first one in, before the others come. May throw, which ends the test. */
  readonly onFirst: (first: LoadClient) => Promise<void>
}

/** Connections that are opened at the same time: less than any listening queue holds. */
const AT_ONCE = 16

/**
 * Brings the clients in, a few at a time. The first comes alone: where it is not let in, no other would be.
 *
 * @returns those who are in, in no order; or why the first is not
 * @throws the signal's reason if that was aborted, and what `onFirst` throws, after those who are in have left
 */
export async function rampUp(options: RampUpOptions): Promise<LoadClient[] | NotIn> {
  const { client, nameOf, onUngreeted } = options
  const first = await LoadClient.enter({ ...client, name: nameOf(0), onUngreeted })
  if (!(first instanceof LoadClient)) return first
  const room = [first]
  try {
    await options.onFirst(first)
    await bringOthers(room, options)
    return room
  } catch (error) {
    await Promise.all(room.map((client) => client.leave()))
    throw error
  }
}

async function bringOthers(room: LoadClient[], options: RampUpOptions): Promise<void> {
  const { clients, client, nameOf, troubles, onEntered } = options
  let next = 1
  let failed = 0
  const worker = async () => {
    while (next < clients) {
      const entered = await LoadClient.enter({ ...client, name: nameOf(next++) })
      if (entered instanceof LoadClient) room.push(entered)
      else {
        failed++
        troubles.add(entered.kind, entered.detail)
      }
      onEntered(room.length, failed)
    }
  }
  const done = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker))
  for (const one of done) if (one.status === 'rejected') throw one.reason
}
