import type { Sandbox } from './shapes/unit.ts'

/** What `systemctl show` is asked for; see systemd.exec(5), "Sandboxing". */
export const SANDBOX_PROPERTIES = [
  'ProtectSystem',
  'ProtectHome',
  'ReadOnlyPaths',
  'InaccessiblePaths',
  'ReadWritePaths',
  'RuntimeDirectory',
  'StateDirectory',
  'CacheDirectory',
  'LogsDirectory',
] as const

const SYSTEM: Readonly<Record<string, readonly string[]>> = {
  yes: ['/usr', '/boot', '/efi'],
  full: ['/usr', '/boot', '/efi', '/etc'],
  strict: ['/'],
}
const HOMES = ['/home', '/root', '/run/user']
/** Folders that systemd makes for a unit, which it may always write to. */
const OWN = [
  ['RuntimeDirectory', '/run'],
  ['StateDirectory', '/var/lib'],
  ['CacheDirectory', '/var/cache'],
  ['LogsDirectory', '/var/log'],
] as const

/** Where a unit may write, as far as its own settings decide. */
export function sandboxOf(property: ReadonlyMap<string, string>): Sandbox {
  const value = (key: string) => property.get(key) ?? ''
  // `-` leaves out what is not there, `+` is for other roots: neither changes where it is.
  const paths = (key: string) =>
    value(key)
      .split(' ')
      .filter(Boolean)
      .map((path) => path.replace(/^[-+]+/, ''))
  const by = (key: string) => (path: string) => ({ path, by: `${key}=${value(key)}` })
  const home = value('ProtectHome')
  return {
    readOnly: [
      ...(SYSTEM[value('ProtectSystem')] ?? []).map(by('ProtectSystem')),
      ...(home === '' || home === 'no' ? [] : HOMES.map(by('ProtectHome'))),
      ...paths('ReadOnlyPaths').map(by('ReadOnlyPaths')),
      ...paths('InaccessiblePaths').map(by('InaccessiblePaths')),
    ],
    writable: [
      ...(value('ProtectSystem') === 'strict' ? ['/dev', '/proc', '/sys'] : []),
      ...paths('ReadWritePaths'),
      ...OWN.flatMap(([key, top]) =>
        value(key)
          .split(' ')
          .filter(Boolean)
          .map((name) => `${top}/${name}`),
      ),
    ],
  }
}

/**
 * The setting that keeps a unit from writing to a path.
 *
 * @returns null where none does
 */
export function forbiddenBy(path: string, { readOnly, writable }: Sandbox): string | null {
  const depth = (top: string) =>
    top === '/' ? 0 : path === top || path.startsWith(`${top}/`) ? top.length : -1
  const deepest = Math.max(-1, ...writable.map(depth))
  const rule = readOnly
    .filter((entry) => depth(entry.path) > deepest)
    .sort((a, b) => depth(b.path) - depth(a.path))[0]
  return rule === undefined ? null : rule.by
}
