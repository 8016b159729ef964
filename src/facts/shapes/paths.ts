/** What the server needs a file or folder for. */
export type PathRole =
  | 'config'
  | 'config-folder'
  | 'log'
  | 'log-folder'
  | 'data-folder'
  | 'uploads'
  | 'ban-list'
  | 'mute-list'
  | 'list-folder'
  | 'data-file'
  | 'runtime-folder'
  | 'tls-file'
  | 'program'

/** One file or folder that the server needs. What it may do there is told for the user that the service runs as. */
export interface PathFacts {
  /** All that it is needed for: one folder often has several. */
  readonly roles: readonly PathRole[]
  readonly path: string
  /** null where whoever asks may not look */
  readonly exists: boolean | null
  /** A link counts as what it leads to. */
  readonly kind: 'file' | 'folder' | 'other' | null
  readonly owner: string | null
  readonly group: string | null
  /** Permission bits. */
  readonly mode: number | null
  readonly bytes: number | null
  /** null where that cannot be told */
  readonly readable: boolean | null
  /** For a folder: files can be made in it. */
  readonly writable: boolean | null
  /** Of what does not exist: whether the server could make it. */
  readonly creatable: boolean | null
  /** The nearest folder above that exists. */
  readonly within: string
  /** The folder above that the service user may not enter, by its mode. */
  readonly closedBy: string | null
}
