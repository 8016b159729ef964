import type { Daemon } from '../../server/daemon.ts'

export async function serverConsole(_daemon: Daemon): Promise<void> {}
