import { dirname, join } from 'node:path'
import { defaultFile, settingsGuide } from '../../../config/default-file.ts'
import { decode } from '../../../config/encoding.ts'
import { repairConfig } from '../../../config/repair.ts'
import { removeKey, setValue } from '../../../config/set-value.ts'
import { hashPassword } from '../../../server/passwords.ts'
import { isPython } from '../../commands.ts'
import { FixProblem } from '../problem.ts'
import type { Workpiece } from '../workpiece.ts'
import { bringIntoForce } from './into-force.ts'
import { serviceOwner } from './owner.ts'
import type { Planner } from './planner.ts'

/** What every setting means, beside a config.json that may hold no comments. */
const GUIDE = 'config-settings.txt'

/** A configuration with every default, for the service alone: a password may be written into it later. */
export const writeDefaultConfig: Planner<'write-default-config'> = async ({ path }, piece, site, fix) => {
  const owner = serviceOwner(site)
  await piece.makeFolder(dirname(path), { ...owner, mode: 0o750 })
  await piece.write(path, Buffer.from(defaultFile()), { ...owner, mode: 0o640 })
  await piece.write(join(dirname(path), GUIDE), Buffer.from(settingsGuide()), { ...owner, mode: 0o644 })
  bringIntoForce(piece, site, fix)
}

export const repair: Planner<'repair-config'> = async ({ path }, piece, site, fix) => {
  const { content, state } = await piece.read(path)
  const { text, repairs } = repairConfig(content)
  if (repairs.length === 0) throw new FixProblem({ key: 'fixes.nothingClear', values: { path } })
  await piece.write(path, Buffer.from(text), state)
  bringIntoForce(piece, site, fix)
}

export const setConfig: Planner<'set-config'> = async ({ path, key, value }, piece, site, fix) => {
  const { text, state } = await cleanText(piece, path)
  await piece.write(path, edited(setValue(text, key, value), path), state)
  bringIntoForce(piece, site, fix)
}

/** The password that stands in the file is hashed, and goes. */
export const hash: Planner<'hash-password'> = async ({ path }, piece, site, fix) => {
  if (isPython(site.facts)) throw new FixProblem({ key: 'fixes.oldServerHash' })
  const { text, state } = await cleanText(piece, path)
  const { password } = parsed(text, path).admin ?? {}
  if (typeof password !== 'string' || password === '') {
    throw new FixProblem({ key: 'fixes.noPassword', values: { path } })
  }
  const hashed = setValue(text, ['admin', 'password_hash'], await hashPassword(password))
  const bare = hashed === null ? null : removeKey(hashed, ['admin', 'password'])
  await piece.write(path, edited(bare, path), state)
  bringIntoForce(piece, site, fix)
}

function parsed(text: string, path: string): { readonly admin?: { readonly password?: unknown } } {
  try {
    return JSON.parse(text)
  } catch {
    throw new FixProblem({ key: 'fixes.repairFirst', values: { path } })
  }
}

async function cleanText(piece: Workpiece, path: string) {
  const { content, state } = await piece.read(path)
  const { text, byteOrderMark, bad } = decode(content)
  if (byteOrderMark || bad !== undefined) throw new FixProblem({ key: 'fixes.repairFirst', values: { path } })
  return { text, state }
}

function edited(text: string | null, path: string): Buffer {
  if (text === null) throw new FixProblem({ key: 'fixes.repairFirst', values: { path } })
  return Buffer.from(text)
}
