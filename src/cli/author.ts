import { userInfo } from 'node:os'

/** Who gives the command, for the log and the lists: the person behind sudo, else the login name. */
export function author(env: NodeJS.ProcessEnv = process.env): string {
  if (env.SUDO_USER) return env.SUDO_USER
  try {
    return userInfo().username
  } catch {
    return env.USER || env.USERNAME || 'operator'
  }
}
