import { once } from 'node:events'
import { connect } from 'node:net'
import { Answers } from './answers.ts'
import type { Rules } from './expectation.ts'
import { meantFor } from './meant.ts'
import type { MutatedFrame } from './stream.ts'
import { HOST, PATIENCE, probe, type Witness } from './witness.ts'

/** What became of the frames of one connection. */
export interface Outcome {
  /** So many frames were judged by the server, the last of them with the end of the connection if `ended`. */
  readonly judged: number
  /** What the others must have been told. */
  readonly told: readonly string[]
  /** Packets that they may have got beside that. */
  readonly free: number
}

/**
 * Sends frames over a connection of its own, a probe behind each, and then the end of the stream, if need be. Which probes arrive
 * tells what the server made of each frame.
 *
 * @param number  of this attack; no other has the same
 * @throws when a frame ended the connection or did not, and should not or should have
 */
export async function attack(
  { port, rules }: { readonly port: number; readonly rules: Rules },
  witness: Witness,
  frames: readonly MutatedFrame[],
  number: number,
): Promise<Outcome> {
  const socket = connect({ port, host: HOST, noDelay: true })
  socket.on('error', () => {})
  const closed = once(socket, 'close', { signal: AbortSignal.timeout(PATIENCE) })
  // Whatever the server answers is read, so that it has no reason to hang up.
  const answers = new Answers(rules)
  socket.on('data', (chunk: Buffer) => answers.push(chunk))
  const parts = frames.flatMap((one, at) => (one.incomplete ? [one.bytes] : [one.bytes, probe(number, at)]))
  const bytes = Buffer.concat(parts)
  // Where a frame has to end the connection, the server must do so by itself.
  if (frames.some(({ expectation, incomplete }) => expectation.connection === 'ends' && !incomplete))
    socket.write(bytes)
  else socket.end(bytes)
  await closed.catch(() => {
    throw new Error(`still connected after ${frames.map(shown).join(', ')}`)
  })
  await witness.sync()
  const seen = witness.takeProbes(number)
  seen.forEach((value, at) => {
    if (value !== at) throw new Error(`probes arrived as ${seen.join(' ')}`)
  })
  const lived = frames.slice(0, seen.length)
  const last = frames[seen.length]
  for (const one of lived) if (one.expectation.connection === 'ends') throw violation('did not end', one)
  if (last?.expectation.connection === 'lives') throw violation('ended', last)
  answers.end(last === undefined)
  const judged = last === undefined ? lived : [...lived, last]
  const told = judged.filter(({ expectation }) => expectation.delivered === 'yes')
  return {
    judged: judged.length,
    told: told.map(({ bytes }) => meantFor(bytes.subarray(4), rules)),
    free: judged.filter(({ expectation }) => expectation.delivered === 'free').length,
  }
}

function violation(what: string, frame: MutatedFrame): Error {
  return new Error(`a frame ${what} its connection: ${shown(frame)}`)
}

function shown({ bytes }: MutatedFrame): string {
  const start = bytes.subarray(0, 400)
  return `${JSON.stringify(start.subarray(4).toString())} (${start.toString('hex')})`
}
