import { resolve } from 'node:path'
import chalk from 'chalk'
import { createHeld } from '../../backup/create.ts'
import { holdingFolder } from '../../backup/hold.ts'
import { ROLES, type Role } from '../../backup/manifest.ts'
import { folderBeside, makeBackupFolder, serverName } from '../../backup/place.ts'
import { restore } from '../../backup/restore.ts'
import { planRestore, type RestorePlan } from '../../backup/restore-plan.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import type { Target } from '../../facts/target.ts'
import type { Host } from '../../host/host.ts'
import { t } from '../../messages/index.ts'
import { askHere, confirm } from '../confirm.ts'
import type { Consent } from '../consent.ts'
import { undisturbed } from '../doctor/fixes/interruption.ts'
import { escapeForTerminal, jsonForTerminal } from '../escape.ts'
import { print } from '../print.ts'
import { intoForceCommands, restartService } from './into-force.ts'
import { type FromFlags, findBackups } from './list.ts'
import { lookForServer, note } from './looking.ts'
import { restorePlanText } from './restore-text.ts'

/** The flags of `chatctl backup restore`. */
export interface RestoreFlags extends FromFlags {
  readonly only?: string | undefined
  readonly restart: boolean
  readonly 'dry-run': boolean
  readonly 'no-uploads': boolean
}

/** Shows what a restore would change, asks, backs up the present state, and puts the files back. */
export async function restoreAndTell(
  archive: string | undefined,
  flags: RestoreFlags,
  consent: Consent,
): Promise<void> {
  const roles = rolesOf(flags.only)
  const never = new AbortController().signal
  const { host, target } = await lookForServer(flags, never)
  const path = archive === undefined ? await newest(flags) : resolve(archive)
  const plan = await undisturbed((signal) => planRestore(host, target, { archive: path, roles, signal }))
  const changing = plan.steps.filter(({ does }) => ['create', 'replace', 'attributes'].includes(does))
  const output = flags['dry-run'] && !flags.json ? process.stdout : process.stderr
  const lines = restorePlanText(plan, serverName(target), output.columns || 80)
  output.write(lines.map((line) => `${line}\n`).join(''))
  refuseLinks(plan)
  if (flags.restart) needService(target, plan)
  if (changing.length === 0 || flags['dry-run']) {
    const text = t(changing.length === 0 ? 'backup.nothingToDo' : 'backup.dryRun')
    return await tell(flags, plan, { present: null, restarted: false, done: false }, text)
  }
  if (host.uid > 0) note(chalk.yellow(t('backup.ownerStays')))
  await agree(plan, flags, consent)
  const present = await undisturbed((signal) => putBack(host, target, plan, flags, signal))
  const restarted = Boolean(flags.restart) && (await restartService(host, target))
  const text = [
    present === null
      ? t('backup.presentNothing')
      : t('backup.presentSaved', { path: escapeForTerminal(present) }),
    chalk.green(t('backup.restored', { count: changing.length })),
    ...(changing.some(({ row }) => row.role === 'uploads') ? [t('backup.uploadsForgotten')] : []),
    ...(restarted ? [t('backup.restarted', { unit: target.unitName })] : await intoForceText(target, plan)),
  ].join('\n')
  await tell(flags, plan, { present, restarted, done: true }, text)
}

/** @returns the backup of the present state; null where there is nothing to back up */
async function putBack(
  host: Host,
  target: Target,
  plan: RestorePlan,
  flags: RestoreFlags,
  signal: AbortSignal,
): Promise<string | null> {
  const folder = flags.from === undefined ? folderBeside(plan.archive, target, host) : resolve(flags.from)
  await makeBackupFolder(folder)
  return await holdingFolder(folder, async () => {
    const options = {
      folder,
      uploads: !flags['no-uploads'],
      reason: 'before-restore',
      keepMs: null,
      signal,
    } as const
    const present = await createHeld(host, target, options).catch((error: unknown) => {
      if (error instanceof ChatctlError && error.id === 'backup/nothing') return null
      throw error
    })
    await restore(host, target, plan, signal)
    return present?.path ?? null
  })
}

/** The newest that has not been found damaged. @throws ChatctlError `backup/not-found` */
async function newest(flags: RestoreFlags): Promise<string> {
  const { list, folders } = await findBackups(flags, new AbortController().signal)
  for (const folder of list.denied)
    note(chalk.yellow(t('backup.folderDenied', { folder: escapeForTerminal(folder) })))
  const found = list.backups.find(
    ({ verified, path }) => verified !== 'damaged' && !path.includes('-before-restore'),
  )
  if (found === undefined) throw new ChatctlError('backup/not-found', { path: folders.join(', ') })
  return found.path
}

/** @throws ChatctlError `backup/bad-role` */
function rolesOf(only: string | undefined): readonly Role[] {
  if (only === undefined) return ROLES
  return only.split(',').map((word) => {
    const role = ROLES.find((one) => one === word.trim())
    if (role === undefined) throw new ChatctlError('backup/bad-role', { word, roles: ROLES.join(', ') })
    return role
  })
}

/** @throws ChatctlError `backup/no-service` where neither this machine nor the archive has the unit */
function needService({ unit, unitIsMeant, unitName }: Target, { steps }: RestorePlan): void {
  const facts = unit.seen && unitIsMeant ? unit.value.facts : null
  const isThere = facts?.loadState === 'loaded' && !facts.isOfUser
  const comes = unit.seen && steps.some(({ row, to }) => row.role === 'unit' && to !== null)
  if (!isThere && !comes) throw new ChatctlError('backup/no-service', { unit: unitName })
}

function refuseLinks({ steps }: RestorePlan): void {
  const links = steps.flatMap(({ does, to }) => (does === 'link' && to !== null ? [to] : []))
  if (links.length > 0) throw new ChatctlError('backup/links', { paths: links.join(' ') })
}

/** `--yes` agrees to a restore into the folders of the server, not to one that an archive sends elsewhere. */
async function agree(plan: RestorePlan, flags: RestoreFlags, consent: Consent): Promise<void> {
  const unusual = plan.steps.flatMap(({ unusual, to, does }) =>
    unusual && to !== null && (does === 'create' || does === 'replace') ? [to] : [],
  )
  if (consent === 'everything' || (consent === 'safe' && unusual.length === 0)) return
  const asking = askHere()
  if (unusual.length > 0 && !asking.isTerminal)
    throw new ChatctlError('backup/unusual-places', { paths: unusual.join(', ') })
  const unit = plan.manifest.server
  const question = flags.restart ? t('backup.questionRestart', { unit: flags.unit }) : t('backup.question')
  await confirm({ address: unit, why: t('backup.why'), question }, asking)
}

async function intoForceText(target: Target, plan: RestorePlan): Promise<string[]> {
  const commands = await intoForceCommands(target, plan)
  return commands.length === 0 ? [] : [t('backup.intoForce', { commands: commands.join('; ') })]
}

async function tell(
  flags: RestoreFlags,
  { archive, manifest, steps }: RestorePlan,
  outcome: { readonly present: string | null; readonly restarted: boolean; readonly done: boolean },
  text: string,
): Promise<void> {
  const document = {
    schema: 'chatctl.backup-restore/1',
    archive,
    createdAt: manifest.createdAt,
    ...outcome,
    steps: steps.map(({ row, to, does }) => ({ name: row.name, role: row.role, to, does })),
  }
  await print(`${flags.json ? jsonForTerminal(document) : text}\n`)
}
