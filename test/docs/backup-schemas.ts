import { z } from 'zod'
import { ODDITIES } from '../../src/backup/oddity.ts'

const path = z.string().min(1)
const time = z.iso.datetime()
const count = z.int().min(0)
const role = z.enum(['config', 'lists', 'data', 'unit', 'logs', 'uploads'])

/** What `chatctl backup create --json` prints. */
export const backupCreateSchema = z.strictObject({
  schema: z.literal('chatctl.backup-create/1'),
  path,
  bytes: count.describe('packed'),
  createdAt: time,
  saved: z.boolean().nullable().describe('whether the running server wrote its lists first; null: none runs'),
  files: z.array(
    z.strictObject({
      name: z.string().describe('in the archive'),
      role,
      from: path,
      bytes: count,
      sha256: z.string().length(64),
    }),
  ),
  leftOut: z.array(
    z.union([
      z.strictObject({ path, why: z.enum(['denied', 'too-much']) }),
      z.strictObject({ path, why: z.literal('not-a-file'), is: z.enum(ODDITIES) }),
    ]),
  ),
  removed: z.array(path).describe('backups that were too old'),
  oldUnreadable: z.array(path).describe('too old, and left alone because they cannot be read'),
})

/** What `chatctl backup list --json` prints. */
export const backupListSchema = z.strictObject({
  schema: z.literal('chatctl.backup-list/1'),
  backups: z.array(
    z.strictObject({
      path,
      made: time,
      bytes: count,
      verified: z.enum(['good', 'damaged', 'never']).describe('since the file last changed'),
      verifiedAt: time.nullable(),
      server: z.string().nullable().describe('path of its configuration; null until it is read'),
    }),
  ),
  denied: z.array(path).describe('folders that this user may not look into'),
})

/** What `chatctl backup verify --json` prints. */
export const backupVerifySchema = z.strictObject({
  schema: z.literal('chatctl.backup-verify/1'),
  backups: z.array(
    z.strictObject({
      path,
      good: z.boolean(),
      problem: z.string().nullable(),
      createdAt: time.nullable(),
      files: count.nullable(),
    }),
  ),
})

/** What `chatctl backup restore --json` prints. */
export const backupRestoreSchema = z.strictObject({
  schema: z.literal('chatctl.backup-restore/1'),
  archive: path,
  createdAt: time,
  present: path.nullable().describe('the backup of the state before'),
  restarted: z.boolean(),
  done: z.boolean().describe('false for a dry run, and where nothing was to do'),
  steps: z.array(
    z.strictObject({
      name: z.string(),
      role,
      to: path.nullable(),
      does: z.enum(['create', 'replace', 'attributes', 'nothing', 'keep-newer', 'no-place', 'link']),
    }),
  ),
})
