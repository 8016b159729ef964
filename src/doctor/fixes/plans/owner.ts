import type { Site } from './planner.ts'

/** Who new files of the server belong to: the user that it runs as, where we may give them away; else us. */
export function serviceOwner({ host, target }: Site): { readonly uid: number; readonly gid: number } {
  const service = target.serviceUser
  if (host.uid === 0 && service !== null) return { uid: service.uid, gid: service.gid }
  return ourselves()
}

export function ourselves(): { readonly uid: number; readonly gid: number } {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
}
