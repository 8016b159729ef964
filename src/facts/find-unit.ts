import type { Host } from '../host/host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import type { UnitFacts } from './shapes/unit.ts'

/** Where the server of a unit would look for its configuration. */
interface Launch {
  readonly explicit: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly overrides: { readonly host?: string; readonly port?: string }
}

/** The unit as facts show it, and how it starts the server. Its environment may hold secrets: it is no fact. */
export interface Unit {
  readonly facts: UnitFacts
  /** null where no such unit is loaded */
  readonly launch: Launch | null
}

const PROPERTIES = [
  'LoadState',
  'ActiveState',
  'SubState',
  'Result',
  'ExecMainCode',
  'ExecMainStatus',
  'NRestarts',
  'UnitFileState',
  'Type',
  'ExecStart',
  'User',
  'Group',
  'WorkingDirectory',
  'Environment',
  'MainPID',
  'StateChangeTimestamp',
  'FragmentPath',
  'LimitNOFILE',
  'NeedDaemonReload',
]

/** Codes of ExecMainCode, from waitid(2). */
const EXITED = 1

/** Asks systemd about a unit; `unsupported` where this machine has no systemd. */
export async function findUnit(host: Host, name: string, signal: AbortSignal): Promise<Observed<Unit>> {
  const argv = [
    'systemctl',
    'show',
    `${name}.service`,
    '--no-pager',
    `--property=${PROPERTIES.join(',')}`,
  ] as const
  const asked = await host.run(argv, { timeoutMs: 1500, signal })
  if (!asked.seen) return asked
  const { stdout, stderr, exitCode } = asked.value
  const noSystemd = /not been booted with systemd|Host is down|Failed to connect to bus/i.test(stderr)
  if (exitCode !== 0) return unseen(noSystemd ? 'unsupported' : 'failed', firstLine(stderr), asked.from)
  const property = parse(stdout)
  if (property.get('LoadState') === undefined) return unseen('failed', firstLine(stdout), asked.from)
  const facts = toFacts(name, property)
  return {
    seen: true,
    value: { facts, launch: launchOf(facts, property.get('Environment') ?? '') },
    from: asked.from,
  }
}

const firstLine = (text: string) => text.trim().split('\n')[0] ?? ''

function parse(output: string): Map<string, string> {
  return new Map(
    output.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : []
    }),
  )
}

function toFacts(name: string, property: ReadonlyMap<string, string>): UnitFacts {
  const text = (key: string) => property.get(key) || null
  const number = (key: string) => Number(property.get(key) ?? 0) || 0
  const ended = number('ExecMainCode')
  const limit = Number(property.get('LimitNOFILE'))
  return {
    name,
    loadState: text('LoadState') ?? 'not-found',
    activeState: text('ActiveState') ?? 'unknown',
    subState: text('SubState') ?? 'unknown',
    result: text('Result') ?? 'success',
    exitCode: ended === EXITED ? number('ExecMainStatus') : null,
    signal: ended > EXITED ? number('ExecMainStatus') : null,
    restarts: number('NRestarts'),
    enabled: text('UnitFileState') ?? 'unknown',
    type: text('Type') ?? 'simple',
    execStart: words(/argv\[\]=(.*?) ; /.exec(property.get('ExecStart') ?? '')?.[1] ?? ''),
    user: text('User'),
    group: text('Group'),
    workingDirectory: text('WorkingDirectory')?.replace(/^!/, '') ?? null,
    environmentNames: [...environmentOf(property.get('Environment') ?? '').keys()],
    mainPid: number('MainPID'),
    since: isoTime(property.get('StateChangeTimestamp')),
    fragmentPath: text('FragmentPath'),
    openFilesLimit: Number.isFinite(limit) ? limit : null,
    needsReload: property.get('NeedDaemonReload') === 'yes',
  }
}

/** @example isoTime('Wed 2026-11-25 14:30:37 UTC') // '2026-11-25T14:30:37.000Z'; the zone is the one of this machine */
function isoTime(stamp = ''): string | null {
  const [, day, time, zone] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (\S+)/.exec(stamp) ?? []
  if (day === undefined) return null
  const date = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : ''}`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

function launchOf(facts: UnitFacts, environment: string): Launch | null {
  if (facts.loadState !== 'loaded' || facts.execStart.length === 0) return null
  const flag = (name: string) => {
    const at = facts.execStart.findIndex((word) => word === name || word.startsWith(`${name}=`))
    return at < 0 ? undefined : facts.execStart[at]?.slice(name.length + 1) || facts.execStart[at + 1]
  }
  const [host, port] = [flag('--host'), flag('--port')]
  return {
    explicit: flag('--config'),
    env: Object.fromEntries(environmentOf(environment)),
    cwd: facts.workingDirectory ?? '/',
    overrides: { ...(host !== undefined && { host }), ...(port !== undefined && { port }) },
  }
}

/** The variables of an `Environment=` property: words, quoted where they hold blanks. */
function environmentOf(text: string): Map<string, string> {
  return new Map(
    words(text).flatMap((word): [string, string][] => {
      const at = word.indexOf('=')
      return at > 0 ? [[word.slice(0, at), word.slice(at + 1)]] : []
    }),
  )
}

function words(text: string): string[] {
  return [...text.matchAll(/"((?:\\.|[^"\\])*)"|\S+/g)].map(([all, quoted]) =>
    quoted === undefined ? all : quoted.replace(/\\(.)/g, '$1'),
  )
}
