import { shellWord } from '../doctor/commands.ts'
import { type RunningServer, runningServers } from '../facts/server-processes.ts'
import { t } from '../messages/index.ts'

const MOST = 3

/**
 * What to type for the servers that do run, said to somebody who is not in the folder of his: "not running" alone would have
 * him start a second one.
 *
 * @param uid  of whoever reads it
 * @returns one line for each of them, at most three
 */
export async function otherServers(uid: number | undefined): Promise<string[]> {
  return (await runningServers())
    .slice(0, MOST)
    .map((server) => t('commands.runsElsewhere', { pid: server.pid, command: reach(server, uid) }))
}

/** The command that reaches a server from anywhere. */
export function reach({ uid, configPath, cwd }: RunningServer, reader: number | undefined): string {
  const isAllowed = reader === 0 || reader === uid
  if (configPath !== null)
    return `${isAllowed ? '' : 'sudo '}chatctl status --config ${shellWord(configPath)}`
  if (!isAllowed) return `sudo -u '#${uid}' chatctl status`
  return cwd === null ? 'chatctl status' : `(cd ${shellWord(cwd)} && chatctl status)`
}
