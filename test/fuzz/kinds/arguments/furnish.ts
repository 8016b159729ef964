import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Section, testConfig } from '../../../helpers/chatctl.ts'

/** Nobody's: what a process of this user leaves anywhere can be told from everything else. */
export const UID = 64_999
/** In the configuration, and in the environment. */
export const SECRETS = ['hunter-two-22', 'Tr0ub4dor-from-outside'] as const

/** Bytes of a file that nobody can read whole. */
const HUGE = 2 ** 40
const DEPTH = 100_000

/** Puts a configuration, a log, what a user has, and what is no good file into a folder. */
export function furnish(folder: string, port: number, server: Section = {}): void {
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name))
  const config = testConfig(port, { server, admin: { password: SECRETS[0] } })
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  writeFileSync(join(folder, 'server.log'), '2026-11-25 10:00:00 [INFO] [连接] 10.0.0.1 已加入\n')
  writeFileSync(join(folder, 'broken.json'), `{ "admin": { "password": "${SECRETS[0]}" "x": 1 }`)
  writeFileSync(join(folder, 'deep.json'), '['.repeat(DEPTH))
  writeFileSync(join(folder, 'huge'), '')
  truncateSync(join(folder, 'huge'), HUGE)
  symlinkSync('loop', join(folder, 'loop'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  for (const name of ['', ...OWN]) chownSync(join(folder, name), UID, UID)
  writeFileSync(join(folder, 'closed.json'), JSON.stringify(config), { mode: 0o600 })
}

const OWN = ['home', 'tmp', 'config.json', 'server.log', 'broken.json', 'deep.json', 'huge', 'pipe']

/** What the environment of a call says, beside what it says for everybody. */
export const environmentIn = (folder: string, { isChinese }: { readonly isChinese?: boolean }) => ({
  HOME: join(folder, 'home'),
  TMPDIR: join(folder, 'tmp'),
  XDG_RUNTIME_DIR: folder,
  XDG_STATE_HOME: join(folder, 'state'),
  CHATCTL_ADMIN_PASSWORD: SECRETS[1],
  LANG: isChinese ? 'zh_CN.UTF-8' : 'C.UTF-8',
})
