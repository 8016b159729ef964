import type { Host } from './host.ts'

/** A mounted filesystem. */
export interface Mount {
  readonly path: string
  readonly type: string
  readonly readOnly: boolean
}

/** What is mounted, from /proc/self/mountinfo (proc_pid_mountinfo(5)); empty where there is no such file. */
export async function readMounts(host: Host): Promise<Mount[]> {
  const read = await host.readText('/proc/self/mountinfo')
  if (!read.seen) return []
  return read.value.split('\n').flatMap((line): Mount[] => {
    const [before, after] = line.split(' - ').map((half) => half.split(' '))
    const [, , , , path, options] = before ?? []
    const [type, , superOptions] = after ?? []
    if (path === undefined || type === undefined) return []
    const isReadOnly = [options, superOptions].some((list) => list?.split(',').includes('ro'))
    return [{ path: unescaped(path), type, readOnly: isReadOnly }]
  })
}

/** The mount that a path lies on, links resolved before; of several at one place the last one, which covers the others. */
export function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  return mounts
    .filter((mount) => mount.path === '/' || path === mount.path || path.startsWith(`${mount.path}/`))
    .reduce<Mount | undefined>(
      (best, mount) => (best !== undefined && best.path.length > mount.path.length ? best : mount),
      undefined,
    )
}

/** Blanks, tabs, line breaks and backslashes are written as octal numbers. */
function unescaped(path: string): string {
  return path.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}
