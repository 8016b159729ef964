import type { Layout } from '../../service/layout.ts'
import type { ServiceState } from '../../service/status.ts'
import { nextCommands, stateOf } from './next-commands.ts'

/** What `chatctl service status --json` prints; its schema is docs/schemas/service-status.schema.json. */
export function statusDocument(state: ServiceState, layout: Layout, uid: number) {
  const { unit } = state
  return {
    schema: 'chatctl/service-status/1',
    unit: unit.name,
    scope: layout.scope,
    state: stateOf(state),
    activeState: unit.activeState,
    subState: unit.subState,
    result: unit.result,
    since: unit.mainPid > 0 ? unit.startedAt : unit.since,
    pid: unit.mainPid || null,
    uptimeSeconds: state.uptimeSeconds,
    memoryBytes: state.memoryBytes,
    restarts: unit.restarts,
    enabled: unit.enabled,
    lingers: state.lingers,
    ports: state.ports,
    connections: state.connections,
    answers: state.answers,
    config: state.config,
    lastEnding: state.lastEnding,
    unitFile: { path: unit.fragmentPath, standing: state.unitFile, dropIns: unit.dropIns },
    needsReload: unit.needsReload,
    next: nextCommands(state, layout, uid),
  } as const
}
