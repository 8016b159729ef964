import { basename, dirname, resolve } from 'node:path'
import type { Host } from '../../host/host.ts'
import { installation, missingPackages, satisfies } from '../../host/installation.ts'
import { provenance } from '../../host/live-host.ts'
import { defineCollector } from '../collector.ts'
import { missingModules } from '../python-modules.ts'
import type { RuntimeFacts } from '../shapes/machine.ts'
import { unitPackage } from '../unit-package.ts'

/** Node, packages, and what the unit would run (guide, problem 1, cause 4). */
export const runtimeCollector = defineCollector({
  fact: 'runtime',
  async collect(host, { unit, unitIsMeant }, signal) {
    const start = performance.now()
    const here = installation()
    const { execStart = [], workingDirectory = null } = unit.seen && unitIsMeant ? unit.value.facts : {}
    const [missing, ofUnit] = await Promise.all([
      missingPackages(here),
      runtimeOf(host, { argv: execStart, folder: workingDirectory ?? '/', ...here }, signal),
    ])
    const value = {
      chatctl: here.version,
      node: process.versions.node,
      nodeSupported: satisfies(process.versions.node, here.engines),
      asker: [process.execPath, ...process.argv.slice(1, 2)],
      missing,
      ofUnit,
    }
    return { seen: true, value, from: provenance(process.execPath, start) }
  },
})

async function runtimeOf(
  host: Host,
  { argv, folder, engines, root }: { argv: readonly string[]; folder: string; engines: string; root: string },
  signal: AbortSignal,
): Promise<RuntimeFacts['ofUnit']> {
  const [program = ''] = argv
  if (/^python[\d.]*$/.test(basename(program))) {
    const script = argv.slice(1).find((word) => word.endsWith('.py'))
    if (script === undefined) return null
    const path = resolve(folder, script)
    const [version, missing] = await Promise.all([
      ask(host, [program, '--version'], signal),
      missingModules(host, program, path, dirname(path), signal),
    ])
    return {
      kind: 'python',
      program,
      script: path,
      version: version?.replace(/^Python /, '') ?? null,
      missingModules: missing,
    }
  }
  if (!/^(?:node|chatctl)$/.test(basename(program)) && !argv.some((word) => /chatctl|run\.js$/.test(word)))
    return null
  const [told, found] = await Promise.all([
    ask(host, [program, '--version'], signal),
    unitPackage(host, argv, folder),
  ])
  // `chatctl --version` ends with the Node that it found.
  const version = /v?(\d+\.\d+\.\d+)$/.exec(told ?? '')?.[1] ?? null
  return {
    kind: 'node',
    program,
    version,
    supported: version === null ? null : satisfies(version, engines),
    copy: found?.root === root ? null : found,
  }
}

/** First line that a program prints of itself. */
async function ask(
  host: Host,
  argv: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<string | null> {
  const asked = await host.run(argv, { timeoutMs: 2000, signal })
  if (!asked.seen || asked.value.exitCode !== 0) return null
  return (asked.value.stdout || asked.value.stderr).trim().split('\n')[0] ?? null
}
