import * as z from 'zod/mini'

/** Name and version of manifest.json. */
export const BACKUP_SCHEMA = 'chatctl.backup/1'
/** The last file of an archive: without it the archive is cut off. */
export const MANIFEST_NAME = 'manifest.json'

/** What a file is to the server: it decides where it goes, and whether it replaces what is there. */
export const ROLES = ['config', 'lists', 'data', 'unit', 'logs', 'uploads'] as const
export type Role = (typeof ROLES)[number]

const whole = z.int().check(z.minimum(0))

const owned = {
  mode: whole.check(z.maximum(0o7777)),
  uid: whole,
  gid: whole,
  user: z.string(),
  group: z.string(),
}

const fileRow = z.object({
  name: z.string().check(z.minLength(1)),
  role: z.enum(ROLES),
  /** Where it was: for people; where it goes is decided by the role. */
  from: z.string(),
  bytes: whole,
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  modified: z.string(),
  ...owned,
})

const folderRow = z.object({ role: z.enum(ROLES), from: z.string(), ...owned })

const manifestSchema = z.object({
  schema: z.literal(BACKUP_SCHEMA),
  createdAt: z.iso.datetime(),
  version: z.string(),
  host: z.string(),
  /** Tells servers of one machine apart: the path of the configuration, or the data folder. */
  server: z.string().check(z.minLength(1)),
  reason: z.enum(['asked', 'before-restore']),
  files: z.array(fileRow).check(z.minLength(1)),
  /** The folders that these files lay in, for a machine that has none of them. */
  folders: z.array(folderRow),
})

export type Manifest = Readonly<z.output<typeof manifestSchema>>
export type FileRow = Manifest['files'][number]
export type FolderRow = Manifest['folders'][number]

/**
 * Reads the content of manifest.json, which may come from anybody.
 *
 * @returns null where it is none
 */
export function parseManifest(content: Buffer): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(content.toString('utf8')))
  } catch {
    return null
  }
}
