import type { Packet, PacketError } from '../protocol/packet.ts'
import type { Endpoint } from './tcp-segment.ts'

/** Which side did something. */
export type Side = 'client' | 'server'

/** What was seen of a connection. */
export type Seen =
  /** The recording has the beginning of the connection; or comes into its middle. */
  | { readonly kind: 'opened' | 'joined' }
  | { readonly kind: 'packet'; readonly by: Side; readonly packet: Packet; readonly bytes: number }
  /** A frame whose body is no packet (protocol clause 10). */
  | { readonly kind: 'bad-packet'; readonly by: Side; readonly why: PacketError; readonly bytes: number }
  /** A length that no frame may have. */
  | { readonly kind: 'bad-length'; readonly by: Side; readonly length: number }
  /** Bytes that were on the wire and are not in the recording. */
  | { readonly kind: 'gap'; readonly by: Side; readonly bytes: number }
  /** Bytes of a frame whose other part is not in the recording. */
  | { readonly kind: 'skipped'; readonly by: Side; readonly bytes: number }
  /** Encrypted: nothing of it can be read. */
  | { readonly kind: 'encrypted'; readonly by: Side }
  | { readonly kind: 'closed' | 'reset'; readonly by: Side }

export type CaptureEvent = Seen & {
  /** Milliseconds since 1970. */
  readonly time: number
  /** Numbers the connections of a recording, from 1. */
  readonly connection: number
  readonly client: Endpoint
  readonly server: Endpoint
}
