import { groupName, userName } from '../../facts/accounts.ts'
import type { Host } from '../../host/host.ts'
import type { Message, MessageValues } from '../../messages/index.ts'
import type { Attributes } from '../../store/attributes.ts'
import type { Change } from './change.ts'

type Way = 'change' | 'revert'

/** A change, or taking it back, as one sentence. */
export async function describe(change: Change, way: Way, host: Host): Promise<Message> {
  switch (change.do) {
    case 'write':
      if (change.before !== null) return { key: `fixes.${way}.write`, values: { path: change.path } }
      return { key: `fixes.${way}.create`, values: await attributes(change.path, change.after, host) }
    case 'make-folder':
      return { key: `fixes.${way}.makeFolder`, values: await attributes(change.path, change.after, host) }
    case 'set-attributes': {
      const before = await attributes(change.path, change.before, host)
      const after = await attributes(change.path, change.after, host)
      const values = { ...after, modeBefore: before.mode, ownerBefore: before.owner }
      return { key: `fixes.${way}.setAttributes`, values }
    }
    case 'remove-socket':
      return { key: `fixes.${way}.removeSocket`, values: { path: change.path } }
    case 'rotate':
      return { key: `fixes.${way}.rotate`, values: { path: change.path, to: change.to } }
    case 'stop':
      return {
        key: `fixes.${way}.stop`,
        values: { pid: change.process.pid, command: change.command },
      }
    case 'run': {
      const values = { command: change.argv.join(' '), undo: change.undo?.join(' ') ?? '' }
      return { key: change.undo === null ? `fixes.${way}.runForGood` : `fixes.${way}.run`, values }
    }
    case 'reload':
      return { key: 'fixes.change.reload' }
    case 'restart':
      return { key: 'fixes.change.run', values: { command: change.argv.join(' ') } }
  }
}

async function attributes(path: string, { uid, gid, mode }: Attributes, host: Host) {
  const owner = `${await userName(host, uid)}:${await groupName(host, gid)}`
  return { path, owner, mode: mode.toString(8).padStart(4, '0') } satisfies MessageValues
}
