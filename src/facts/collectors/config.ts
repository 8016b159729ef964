import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isClosed } from '../../config/load.ts'
import { locate } from '../../config/locate.ts'
import { fromEnvironment } from '../../config/overrides.ts'
import { passwordForm } from '../../config/password-hints.ts'
import { readConfigFile } from '../../config/read-file.ts'
import { type Repaired, repairConfig } from '../../config/repair.ts'
import type { Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { unseen } from '../../host/observed.ts'
import { closedFolder, mayByMode } from '../access.ts'
import { groupName, userName } from '../accounts.ts'
import { defineCollector } from '../collector.ts'
import type { ConfigFacts, ShellConfig } from '../shapes/config.ts'
import type { Target } from '../target.ts'

const SHORT = 8

/** config.json and what is wrong with it (guide, problems 1.2 and 2.1). No secret leaves this function. */
export const configCollector = defineCollector({
  fact: 'config',
  async collect(host, target) {
    const start = performance.now()
    const { loaded, settings, unitConfigPath } = target
    const { path, found, diagnostics, origins } = loaded
    if (path !== null && isClosed(loaded)) {
      return unseen('denied', `${path}: EACCES`, provenance(path, start), 'root')
    }
    const file = path === null ? null : await stat(path).catch(() => null)
    const { admin, ...rest } = settings
    const value: ConfigFacts = {
      path,
      file: path ?? join(launchOf(target)?.cwd ?? host.cwd, 'config.json'),
      found,
      bytes: file?.size ?? null,
      diagnostics,
      repairs: found && path !== null ? await repairsOf(path) : [],
      usable: loaded.config !== undefined,
      settings: rest,
      password: {
        ...passwordForm(admin),
        short: Boolean(admin.password && !admin.password_hash && [...admin.password].length < SHORT),
      },
      mode: file === null ? null : file.mode & 0o7777,
      owner: file === null ? null : await userName(host, file.uid),
      group: file === null ? null : await groupName(host, file.gid),
      othersMayRead: path === null || file === null ? null : await isOpenToAll(path, file),
      modified: file?.mtime.toISOString() ?? null,
      origins,
      unitPath: unitConfigPath,
      shell: await shellConfig(host, target),
    }
    return { seen: true, value, from: provenance(path ?? 'config.json', start) }
  },
})

function launchOf({ unit, unitIsMeant }: Target) {
  return unit.seen && unitIsMeant ? unit.value.launch : null
}

/** By the modes alone: access lists of other users are for those who made them. */
async function isOpenToAll(path: string, file: Stats): Promise<boolean> {
  const stranger = { name: '', uid: -2, gid: -2, gids: [] }
  return mayByMode(file, stranger, 'read') && (await closedFolder(path, stranger)) === null
}

/** The same repair that `--fix` would make. */
async function repairsOf(path: string): Promise<Repaired['repairs']> {
  const read = await readConfigFile(path)
  return read.outcome === 'bytes' ? repairConfig(read.bytes).repairs : []
}

async function shellConfig(host: Host, target: Target): Promise<ShellConfig | null> {
  const launch = launchOf(target)
  if (launch === null) return null
  const here = await locate({ env: host.env, cwd: host.cwd })
  const { overrides } = fromEnvironment(host.env)
  return {
    // Two names of one file are no difference.
    path: (await isSameFile(here.path, target.loaded.path)) ? target.loaded.path : here.path,
    variables: overrides.map(({ origin }) => origin).filter((name) => launch.env[name] !== host.env[name]),
  }
}

async function isSameFile(a: string | null, b: string | null): Promise<boolean> {
  if (a === null || b === null) return a === b
  const [first, second] = await Promise.all([a, b].map((path) => realpath(path).catch(() => path)))
  return first === second
}
