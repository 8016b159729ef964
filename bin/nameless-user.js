import { userInfo } from 'node:os'

/**
 * oclif and what it loads ask the user database for a home and a shell where the environment names none, and end where
 * the user id has no entry, as in a container. Such a user gets what containers usually set.
 */
export function standInForNamelessUser() {
  const { env } = process
  if (env.HOME && env.SHELL) return
  try {
    userInfo()
  } catch {
    env.HOME ||= '/'
    env.SHELL ||= '/bin/sh'
  }
}
