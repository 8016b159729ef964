import type { NoticeId } from './system-texts.ts'

/** The rules of the server: v9 packets carry a version, v6 ones do not (protocol clause 3.1). */
export type Rules = 'v9' | 'v6'

/** Texts with which a server turns a connection away at the door. */
type Refusal = Extract<NoticeId, 'banned' | 'full' | 'rate' | 'per-address'>

/**
 * Why a connection has ended. `left`: we ended it, and the server has read everything before. `unconfirmed`: we ended it, and
 * cannot tell. `closed`: the server ended it without a word. `silent`: no greeting in time. `not-chat`: what came instead of
 * a greeting is not this protocol; `protocol`: later it was not.
 */
export type EndReason =
  | 'left'
  | 'unconfirmed'
  | Refusal
  | Extract<NoticeId, 'kicked' | 'banned-now' | 'heartbeat-timeout' | 'shutdown'>
  | 'closed'
  | 'reset'
  | 'silent'
  | 'not-chat'
  | 'protocol'

/** What a server sent, or what became of the connection. Names and texts are as the other side chose them. */
export type SessionEvent =
  /** We are in the room. */
  | { readonly kind: 'welcome'; readonly rules: Rules; readonly text: string }
  /** The server has given us another name than the one before. */
  | { readonly kind: 'name'; readonly name: string; readonly text: string }
  /** Any other text of the system. */
  | {
      readonly kind: 'notice'
      readonly notice: NoticeId
      readonly values: readonly string[]
      readonly text: string
    }
  /** A text of the operator to all. */
  | { readonly kind: 'announcement'; readonly text: string }
  | { readonly kind: 'text'; readonly from: string; readonly text: string }
  /** A private text, to us or (as a confirmation) from us. */
  | { readonly kind: 'private'; readonly from: string; readonly to: string; readonly text: string }
  /** Who has a name, sorted by the server. */
  | { readonly kind: 'users'; readonly names: readonly string[] }
  /** A file lies on the server. */
  | { readonly kind: 'file-offer'; readonly id: string; readonly name: string; readonly from: string }
  /** A file that we have asked for. */
  | { readonly kind: 'file'; readonly id: string; readonly name: string; readonly data: Buffer }
  /** A file that a v6 client has sent to everybody, asked for or not. */
  | { readonly kind: 'file-pushed'; readonly name: string; readonly from: string; readonly data: Buffer }
  /** An answer of this server's to a canary: what one of us has said, heard by us. */
  | { readonly kind: 'canary'; readonly heard: string }
  /** The end; nothing follows. */
  | { readonly kind: 'end'; readonly reason: EndReason; readonly detail: string }
