import type { Duplex } from 'node:stream'

/** What happens to a stream, as whoever it belongs to hears of it. */
export interface StreamOwner {
  received(chunk: Buffer): void
  /** It takes more again. */
  drained(): void
  /** The other side has said its last. */
  ended(): void
  closed(): void
}

const OWNER = Symbol('owner')
type Owned = Duplex & { [OWNER]?: StreamOwner }

/**
 * Tells an owner what happens to a stream from now on. All streams have the same listeners and only know whose they are:
 * listeners of its own would cost every connection as much memory as all that is known of a client.
 */
export function giveTo(owner: StreamOwner, stream: Duplex): void {
  ;(stream as Owned)[OWNER] = owner
  stream.on('data', onData).on('drain', onDrain).on('end', onEnd).on('error', onError).on('close', onClose)
}

function onData(this: Owned, chunk: Buffer): void {
  this[OWNER]?.received(chunk)
}

function onDrain(this: Owned): void {
  this[OWNER]?.drained()
}

function onEnd(this: Owned): void {
  this[OWNER]?.ended()
}

/** Every error is followed by 'close'; what it was does not matter to a chat. */
function onError(): void {}

function onClose(this: Owned): void {
  this[OWNER]?.closed()
}
