import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { figure, spread } from '../figures.ts'
import { alternate, ratio, summary } from '../measure.ts'
import { launch } from '../processes.ts'
import type { Aim, Suite } from '../suite.ts'

const RUN = resolve(import.meta.dirname, '../../../bin/run.js')
/** A process lives for so short a time that many are needed. */
const RUNS_PER_ROUND = 5

/** What is started, and how many times as long as bare Node it may take. */
const COMMANDS = {
  'bare node': { args: ['-e', '0'], most: undefined },
  '--version': { args: [RUN, '--version'], most: 1.3 },
  '--help': { args: [RUN, '--help'], most: 2.8 },
  'ban --help': { args: [RUN, 'ban', '--help'], most: 2.8 },
  'bans --json': { args: [RUN, 'bans', '--json'], most: 2.8 },
  'status (no server)': { args: [RUN, 'status'], most: 2.8 },
  'serve --check-config': { args: [RUN, 'serve', '--check-config'], most: 2.8 },
} as const
type Name = keyof typeof COMMANDS

export const startup: Suite = async (bench) => {
  const folder = mkdtempSync(join(bench.folder, 'startup-'))
  const env = { ...process.env, NODE_OPTIONS: undefined, CHATCTL_CONFIG: undefined, XDG_RUNTIME_DIR: folder }
  const names = Object.keys(COMMANDS) as Name[]
  const time = async (name: Name) => {
    const begin = performance.now()
    const child = launch(bench, [process.execPath, ...COMMANDS[name].args], { folder, env, cpu: 0 })
    child.stdout.resume()
    await once(child, 'close')
    return performance.now() - begin
  }
  for (const name of names) await time(name)
  const results = await alternate(names, bench.rounds * RUNS_PER_ROUND, time)
  const ratios = (name: Name) => ratio(results[name], results['bare node'])
  return {
    title: 'Start-up',
    how: `From starting the process to its end, output included, in a folder without a configuration; ratios to \`node -e 0\`, which was started in turn with the others.`,
    head: ['command', 'ms', 'of bare node'],
    rows: names.map((name) => [name, spread(summary(results[name]), 1), spread(ratios(name), 2)]),
    aims: names.flatMap((name): Aim[] => {
      const { most } = COMMANDS[name]
      if (most === undefined) return []
      const { median } = ratios(name)
      return [
        {
          what: `chatctl ${name}`,
          wanted: `at most ${most} of bare node`,
          measured: figure(median, 2),
          holds: median <= most,
        },
      ]
    }),
  }
}
