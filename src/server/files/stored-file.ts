/** An uploaded file as it is announced and listed. */
export interface StoredFile {
  /** Random UUID; knowing it is what it takes to fetch the file. */
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly uploader: string
  readonly ip: string
  /** Milliseconds since 1970. */
  readonly uploadedAt: number
  downloads: number
}

/** An upload as it comes from a client; nothing about it has been checked. */
export interface Upload {
  readonly name: string
  /** base64; undefined where the packet had none */
  readonly data: string | undefined
  readonly uploader: string
  readonly ip: string
}

/** Why an upload was not taken; the protocol has a text for each of the first five, and one for the rest. */
export type FileRefusal = 'name' | 'type' | 'format' | 'unusable' | 'size' | 'quota' | 'disk-low' | 'storage'

export type Saved =
  | { readonly ok: true; readonly file: StoredFile }
  | { readonly ok: false; readonly refusal: FileRefusal; readonly detail?: string }

/** A file that is being sent; to be closed, however far that went. */
export interface OpenedFile {
  readonly file: StoredFile
  /** Length of the base64 that `chunks` gives in all. */
  readonly encodedBytes: number
  readonly chunks: AsyncIterable<Buffer>
  close(): Promise<void>
}

/** What is allowed; asked at every upload, since the configuration may change. */
export interface FileLimits {
  readonly maxFileBytes: number
  readonly maxBytesPerIp: number
  readonly maxTotalBytes: number
  readonly minFreeBytes: number
  readonly expireHours: number
}

/** What the log should hear of. */
export type FileNotice =
  | { readonly event: 'file/leftovers-removed' | 'file/swept'; readonly count: number }
  | { readonly event: 'file/expired'; readonly file: string }
  | { readonly event: 'file/delete-failed'; readonly error: string }
