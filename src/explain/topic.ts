import type { DiagnosticId } from '../config/diagnostic.ts'
import type { CheckId } from '../doctor/check-ids.ts'
import type { ErrorId } from '../errors/ids.ts'
import type { LogEventId } from '../logging/events.ts'
import type { MessageKey } from '../messages/index.ts'
import type { TopicId } from '../messages/topic-texts.ts'
import type { CONSOLE_TEXTS } from '../protocol/console-texts.ts'
import type { TEXTS } from '../protocol/texts.ts'
import type { ErrnoName } from './codes/errnos.ts'
import type { SignalName } from './codes/signals.ts'

/** A part of the catalogue of `t`: one key, or all keys below it. */
type MessagePart = MessageKey | Parents<MessageKey>
type Parents<Key extends string> = Key extends `${infer Head}.${infer Rest}`
  ? Head | `${Head}.${Parents<Rest>}`
  : never

/** Everything that leads to a topic. Its words are in the catalogues, `src/messages/…/explain`. */
export interface Topic {
  readonly checks?: readonly CheckId[]
  readonly events?: readonly LogEventId[]
  readonly errors?: readonly ErrorId[]
  /** Findings of `config check`. */
  readonly findings?: readonly DiagnosticId[]
  readonly errnos?: readonly ErrnoName[]
  /** Error codes of Node.js: `ERR_…` and the like. */
  readonly node?: readonly string[]
  /** Names of Python exceptions. */
  readonly python?: readonly string[]
  readonly exits?: readonly number[]
  readonly signals?: readonly SignalName[]
  /** What systemd calls the result of a unit. */
  readonly results?: readonly string[]
  /** Problem of the guide, or problem and cause: `4`, `4.1`. */
  readonly problems?: readonly string[]
  /** Texts that clients get. */
  readonly texts?: readonly (keyof typeof TEXTS)[]
  /** Texts of the original console. */
  readonly console?: readonly (keyof typeof CONSOLE_TEXTS)[]
  /** Sentences of ours in the catalogues. */
  readonly messages?: readonly MessagePart[]
  /** Sentences of others (the original servers, systemd, the kernel, tools); `{{…}}` stands for what varies. */
  readonly says?: readonly string[]
  /** Checks that prove it although another topic explains them. */
  readonly proof?: readonly CheckId[]
  readonly see?: readonly TopicId[]
  /** What these sentences quote says more than they do: it is explained first. */
  readonly quotes?: boolean
}

/** The topics of one part of the catalogue. */
export type Topics<Texts> = Readonly<Record<keyof Texts, Topic>>
