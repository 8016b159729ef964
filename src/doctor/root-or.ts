import type { Message } from '../messages/index.ts'

/** Who may see what a user has, for "it would need": root, and that user where it is another. */
export function rootOr(user: string): string | Message {
  return user === 'root' ? user : { key: 'doctor.rootOr', values: { user } }
}
