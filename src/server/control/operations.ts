import type { ChatEvent, ControlMethod, ControlMethods } from '../../control/methods.ts'
import type { LogLevel } from '../../logging/level.ts'

/** One method without its transport. */
type Operation<M extends ControlMethod> = (
  params: ControlMethods[M]['params'],
) => ControlMethods[M]['result'] | Promise<ControlMethods[M]['result']>

/** One per method. */
export type OperationTable = { readonly [M in ControlMethod]: Operation<M> }

/**
 * What the daemon can do for an operator, without any notion of the transport. Params have been checked when they
 * arrive here. A `ChatctlError` reaches the caller as it is; anything else thrown becomes `internal/unexpected`.
 */
export type Operations = OperationTable & {
  /**
   * Calls the listener for every event of the level or above (all that are logged if it is not given) until the
   * returned function is called. The listener takes the event in at once, never throws and never waits.
   */
  readonly follow: (level: LogLevel | undefined, listener: (event: ChatEvent) => void) => () => void
}
