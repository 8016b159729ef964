/** A packet that lacks a field, or has one of a type that nothing can be done with; it ends the connection. */
export class BadPacket extends Error {
  override readonly name = 'BadPacket'
}
