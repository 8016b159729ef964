import { accountOf } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import type { Attributes } from '../store/attributes.ts'
import type { Layout } from './layout.ts'
import type { Step } from './step.ts'
import { type Argv, mustRun, typed } from './systemctl.ts'

/** By this a removal knows the user that an installation made. */
const COMMENT = 'Chat server (chatctl)'

/** Makes the user of the service: without a login, and with nothing but its own files. */
export async function accountStep(host: Host, layout: Layout, name: string): Promise<Step> {
  const isThere = (await accountOf(host, name, null)) !== null
  const argv: Argv = [
    'useradd',
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    layout.base,
    '--shell',
    '/usr/sbin/nologin',
    '--comment',
    COMMENT,
    name,
  ]
  return {
    kind: 'account',
    target: name,
    standing: isThere ? 'in-place' : 'missing',
    shell: [typed(argv)],
    async apply() {
      await mustRun(host, argv)
    },
    async undo() {
      if ((await accountOf(host, name, null)) !== null) await mustRun(host, ['userdel', name])
    },
  }
}

/** Removes the user, where an installation has made it; null where it is somebody else's. */
export async function removeAccountStep(host: Host, name: string): Promise<Step | null> {
  const read = await host.readText('/etc/passwd')
  const line = read.seen ? read.value.split('\n').find((one) => one.startsWith(`${name}:`)) : undefined
  if (line === undefined || !line.includes(`:${COMMENT}:`)) return null
  return {
    kind: 'command',
    target: `userdel ${name}`,
    standing: 'missing',
    shell: [`userdel ${name}`],
    async apply() {
      await mustRun(host, ['userdel', name])
    },
    // It comes last: nothing can fail behind it.
    async undo() {},
  }
}

/** Ids of a user that is there by the time of the call. */
export async function idsOf(host: Host, name: string): Promise<Pick<Attributes, 'uid' | 'gid'>> {
  const account = await accountOf(host, name, null)
  if (account === null) throw new Error(`there is no user ${name}`)
  return { uid: account.uid, gid: account.gid }
}
