import type { Effect } from '../effect.ts'
import { runsAsRoot, succeed } from './run.ts'

/** The service is restarted, so that it reads its files; users are disconnected. */
export const restart: Effect<'restart'> = {
  obstacle: async (change, host) => runsAsRoot(change, host),
  standing: async () => null,
  apply: ({ argv }, { host }) => succeed(argv, host),

  async revert({ argv }, { host }) {
    await succeed(argv, host)
    return undefined
  },
}
