import { ControlClient } from '../../../control/client.ts'
import { probeSocket } from '../../../control/probe.ts'
import type { Effect } from '../effect.ts'

/** The running server reads its files again; nobody is disconnected. */
export const reload: Effect<'reload'> = {
  async obstacle({ socket }) {
    if ((await probeSocket(socket)) !== 'denied') return null
    return { needsRoot: true, text: { key: 'fixes.notWritable', values: { path: socket, code: 'EACCES' } } }
  },

  standing: async () => null,

  async apply({ socket }) {
    await new ControlClient(socket).call('reload', {})
  },

  async revert({ socket }) {
    await new ControlClient(socket).call('reload', {})
    return undefined
  },
}
