import { maskSecrets } from '../host/mask-secrets.ts'
import { SANDBOX_PROPERTIES, sandboxOf } from './sandbox.ts'
import type { UnitState } from './shapes/unit.ts'

/** What `systemctl show` is asked for. */
export const UNIT_PROPERTIES = [
  'LoadState',
  'LoadError',
  'ActiveState',
  'SubState',
  'Result',
  'ExecMainCode',
  'ExecMainStatus',
  'NRestarts',
  'Restart',
  'UnitFileState',
  'Type',
  'ExecStart',
  'User',
  'Group',
  'DynamicUser',
  'SupplementaryGroups',
  'AmbientCapabilities',
  'WorkingDirectory',
  'Environment',
  'EnvironmentFiles',
  'MainPID',
  'StateChangeTimestamp',
  'FragmentPath',
  'LimitNOFILE',
  'NeedDaemonReload',
  'FreezerState',
  ...SANDBOX_PROPERTIES,
] as const

export type UnitProperties = ReadonlyMap<string, string>

/** Codes of ExecMainCode, from waitid(2). */
const EXITED = 1

/** @param output  of `systemctl show` */
export function parseProperties(output: string): UnitProperties {
  return new Map(
    output.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : []
    }),
  )
}

/** The unit as facts show it: no value of its environment, and no secret of its command line. */
export function unitState(name: string, property: UnitProperties): UnitState {
  const text = (key: string) => property.get(key) || null
  const number = (key: string) => Number(property.get(key) ?? 0) || 0
  const ended = number('ExecMainCode')
  const limit = Number(property.get('LimitNOFILE'))
  return {
    name,
    loadState: text('LoadState') ?? 'not-found',
    // `bus error "the sentence"`: the sentence is what helps.
    loadError: /"(.+)"/.exec(property.get('LoadError') ?? '')?.[1] ?? null,
    activeState: text('ActiveState') ?? 'unknown',
    subState: text('SubState') ?? 'unknown',
    result: text('Result') ?? 'success',
    exitCode: ended === EXITED ? number('ExecMainStatus') : null,
    signal: ended > EXITED ? number('ExecMainStatus') : null,
    restarts: number('NRestarts'),
    restart: text('Restart') ?? 'no',
    enabled: text('UnitFileState') ?? 'unknown',
    type: text('Type') ?? 'simple',
    execStart: maskSecrets(startArguments(property)),
    user: text('User'),
    group: text('Group'),
    supplementaryGroups: text('SupplementaryGroups')?.split(' ') ?? [],
    dynamicUser: property.get('DynamicUser') === 'yes',
    ambientCapabilities: text('AmbientCapabilities')?.split(' ') ?? [],
    workingDirectory: text('WorkingDirectory')?.replace(/^!/, '') ?? null,
    environmentNames: [...assignments(property.get('Environment') ?? '').keys()],
    mainPid: number('MainPID'),
    since: isoTime(property.get('StateChangeTimestamp')),
    fragmentPath: text('FragmentPath'),
    openFilesLimit: Number.isFinite(limit) ? limit : null,
    needsReload: property.get('NeedDaemonReload') === 'yes',
    sandbox: sandboxOf(property),
    frozen: /^fr(?:ozen|eezing)$/.test(property.get('FreezerState') ?? ''),
  }
}

/** Arguments of ExecStart, the program first. */
export function startArguments(property: UnitProperties): string[] {
  return words(/argv\[\]=(.*?) ; /.exec(property.get('ExecStart') ?? '')?.[1] ?? '')
}

/** The variables of an `Environment=` property: words, quoted where they hold blanks. */
export function assignments(text: string): Map<string, string> {
  return new Map(
    words(text).flatMap((word): [string, string][] => {
      const at = word.indexOf('=')
      return at > 0 ? [[word.slice(0, at), word.slice(at + 1)]] : []
    }),
  )
}

/** @example isoTime('Wed 2026-11-25 14:30:37 UTC') // '2026-11-25T14:30:37.000Z'; the zone is the one of this machine */
export function isoTime(stamp = ''): string | null {
  const [, day, time, zone] = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (\S+)/.exec(stamp) ?? []
  if (day === undefined) return null
  const date = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : ''}`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

function words(text: string): string[] {
  return [...text.matchAll(/"((?:\\.|[^"\\])*)"|\S+/g)].map(([all, quoted]) =>
    quoted === undefined ? all : quoted.replace(/\\(.)/g, '$1'),
  )
}
