import type { ListFacts } from '../../src/facts/shapes/lists.ts'
import type { PathFacts, PathRole } from '../../src/facts/shapes/paths.ts'
import type { DiskFacts, StorageFacts } from '../../src/facts/shapes/storage.ts'

const GIB = 1024 ** 3
const FOLDER = '/opt/chatserver'

/** A file that the server owns and may use; what is given replaces that. */
export function pathFacts(
  roles: readonly PathRole[],
  path: string,
  changes: Partial<PathFacts> = {},
): PathFacts {
  return {
    roles,
    path,
    exists: true,
    kind: 'file',
    owner: 'chatserver',
    group: 'chatserver',
    mode: 0o640,
    bytes: 1200,
    readable: true,
    writable: true,
    creatable: null,
    within: FOLDER,
    closedBy: null,
    ...changes,
  }
}

const folder = { kind: 'folder', mode: 0o750, bytes: 4096 } as const

/** Files of a server that keeps everything in one folder. */
export const HEALTHY_PATHS: readonly PathFacts[] = [
  pathFacts(['config'], `${FOLDER}/config.json`),
  pathFacts(['config-folder', 'log-folder', 'data-folder'], FOLDER, { ...folder, within: '/opt' }),
  pathFacts(['log'], `${FOLDER}/server.log`),
  pathFacts(['uploads'], `${FOLDER}/server_temp_files`, { ...folder, mode: 0o700 }),
  pathFacts(['ban-list'], `${FOLDER}/banned_ips.json`),
  pathFacts(['mute-list'], `${FOLDER}/muted_ips.json`),
]

/** A disk with plenty of room; what is given replaces that. */
export function diskFacts(changes: Partial<DiskFacts> = {}): DiskFacts {
  return {
    mount: '/',
    type: 'ext4',
    path: FOLDER,
    roles: ['data-folder', 'log-folder', 'list-folder'],
    totalBytes: 40 * GIB,
    freeBytes: 20 * GIB,
    totalInodes: 2_000_000,
    freeInodes: 1_500_000,
    readOnly: false,
    ...changes,
  }
}

export const HEALTHY_STORAGE: StorageFacts = {
  disks: [diskFacts()],
  logFiles: [
    { path: `${FOLDER}/server.log`, bytes: 4_000_000, modified: '2026-11-25T11:59:00.000Z' },
    { path: `${FOLDER}/server.log.1`, bytes: 10_485_000, modified: '2026-11-22T10:00:00.000Z' },
  ],
  rotatedBy: null,
  deletedOpen: [],
}

export const HEALTHY_LISTS: readonly ListFacts[] = [
  {
    kind: 'ban',
    path: `${FOLDER}/banned_ips.json`,
    exists: true,
    entries: ['203.0.113.9', '203.0.113.64/26'],
    invalid: [],
    problem: null,
  },
  { kind: 'mute', path: `${FOLDER}/muted_ips.json`, exists: true, entries: [], invalid: [], problem: null },
]
