import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this user's programs keep what they remember, outside the folders of the server; null where he has no home. */
export function stateFolder(env: NodeJS.ProcessEnv): string | null {
  const home = env.XDG_STATE_HOME || (env.HOME && join(homedir(), '.local', 'state'))
  return home ? join(home, 'chatctl') : null
}
