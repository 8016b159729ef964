import { ROLES, type Role } from './manifest.ts'

const ARCHIVE = /^([\w.@-]+)-(\d{8}T\d{6})Z(?:-\d+)?(-before-restore)?\.tar\.gz$/

/**
 * File name of an archive.
 *
 * @example archiveName('chatserver', Date.UTC(2026, 5, 15, 14, 0, 0), 'asked') // 'chatserver-20260615T140000Z.tar.gz'
 * @param again  how many of this second there are already
 */
export function archiveName(
  unit: string,
  nowMs: number,
  reason: 'asked' | 'before-restore',
  again = 0,
): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')
  const more = again > 0 ? `-${again}` : ''
  return `${unit.replace(/[^\w.@-]/g, '_')}-${time}${more}${reason === 'asked' ? '' : '-before-restore'}.tar.gz`
}

/** When an archive was made, by its name; null for a name that {@link archiveName} does not make. */
export function archiveTime(name: string): number | null {
  const time = ARCHIVE.exec(name)?.[2]
  if (time === undefined) return null
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)T(..)(..)(..)$/.exec(time) ?? []
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(ms) ? null : ms
}

/**
 * The role of an entry's name, which may come from anybody.
 *
 * @returns null where no archive of ours has such a name: absolute, with `..`, of an unknown folder
 */
export function roleOfEntry(name: string): Role | null {
  const [folder = '', ...rest] = name.split('/')
  const role = ROLES.find((one) => one === folder)
  const isPlain = rest.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\0\\]/.test(part))
  const depth = role === 'unit' ? 2 : 1
  return role !== undefined && isPlain && rest.length >= 1 && rest.length <= depth ? role : null
}
