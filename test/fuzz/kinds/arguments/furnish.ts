import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Section, testConfig } from '../../../helpers/chatctl.ts'

/** Nobody's: what a process of this user leaves anywhere can be told from everything else. */
export const UID = 64_999
/** In the configuration, and in the environment. */
export const SECRETS = ['hunter-two-22', 'Tr0ub4dor-from-outside'] as const

/** Puts a configuration, a log and what a user has into a folder. */
export function furnish(folder: string, port: number, server: Section = {}): void {
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name))
  const config = testConfig(port, { server, admin: { password: SECRETS[0] } })
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  writeFileSync(join(folder, 'server.log'), '2026-11-25 10:00:00 [INFO] [连接] 10.0.0.1 已加入\n')
  for (const name of ['', 'home', 'tmp', 'config.json', 'server.log']) chownSync(join(folder, name), UID, UID)
}

/** What the environment of a call says, beside what it says for everybody. */
export const environmentIn = (folder: string, { isChinese }: { readonly isChinese?: boolean }) => ({
  HOME: join(folder, 'home'),
  TMPDIR: join(folder, 'tmp'),
  XDG_RUNTIME_DIR: folder,
  XDG_STATE_HOME: join(folder, 'state'),
  CHATCTL_ADMIN_PASSWORD: SECRETS[1],
  LANG: isChinese ? 'zh_CN.UTF-8' : 'C.UTF-8',
})
