import { dirname, join } from 'node:path'
import type { Host } from '../host/host.ts'
import { type Installation, satisfies } from '../host/installation.ts'
import { nodeStep, packageStep } from './copy-steps.ts'
import type { Layout } from './layout.ts'
import { packageFiles } from './package-files.ts'
import { type BadPlace, badPlace } from './place.ts'
import type { Step } from './step.ts'
import type { ProgramPaths } from './unit-text.ts'

/** What the unit runs, and what has to be copied for it. */
export interface Program extends ProgramPaths {
  readonly steps: readonly Step[]
  /** Why this package cannot be run from where it is; null where it can. */
  readonly scriptMoved: { readonly from: string; readonly why: BadPlace } | null
  readonly nodeMoved: { readonly from: string; readonly why: BadPlace } | null
}

/** `auto`: copied if it cannot stay; else always, or never. */
export type Placing = 'auto' | 'copy' | 'here'

/** Where a system keeps its own Node. */
const USUAL_NODES = ['/usr/bin/node', '/usr/local/bin/node']

/**
 * Decides what the unit runs: this package and this Node where they are, if the service can read them, they will be there
 * after the next boot, and nobody can exchange them; else a copy.
 *
 * @throws ChatctlError `service/not-built` where there is nothing to run yet
 */
export async function chooseProgram(
  host: Host,
  layout: Layout,
  { root, version, engines }: Installation,
  placing: Placing,
): Promise<Program> {
  const { execPath } = process
  const script = join(root, 'bin/run.js')
  const files = await packageFiles(root)
  const why = placing === 'here' ? null : await badPlace(script, layout.scope, host.uid)
  const nodeWhy = placing === 'here' ? null : await badPlace(execPath, layout.scope, host.uid)
  const moves = why !== null || placing === 'copy'
  const target = join(layout.programs, `chatctl-${version}-${files.digest}`)
  const node = nodeWhy === null ? execPath : await usualNode(host, layout, engines)
  const nodeTarget = join(layout.programs, `node-${process.versions.node}`)
  return {
    script: moves ? join(target, 'bin/run.js') : script,
    node: node ?? join(nodeTarget, 'node'),
    steps: [
      ...(node === null ? [await nodeStep(nodeTarget, execPath)] : []),
      ...(moves ? [await packageStep(target, root, files)] : []),
    ],
    scriptMoved: why === null ? null : { from: root, why },
    nodeMoved: nodeWhy === null || node !== null ? null : { from: dirname(execPath), why: nodeWhy },
  }
}

/** A Node of this machine that is new enough. */
async function usualNode(host: Host, { scope }: Layout, engines: string): Promise<string | null> {
  for (const path of USUAL_NODES) {
    const bad = await badPlace(path, scope, host.uid).catch(() => 'closed')
    if (bad !== null) continue
    const asked = await host.run([path, '--version'], { timeoutMs: 3000 })
    const version = asked.seen ? /^v(\d+\.\d+\.\d+)/.exec(asked.value.stdout)?.[1] : undefined
    if (version !== undefined && satisfies(version, engines)) return path
  }
  return null
}
