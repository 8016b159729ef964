import type { files as texts } from '../../messages/en/explain/files.ts'
import type { Topics } from '../topic.ts'

export const files: Topics<typeof texts> = {
  'file-refused': {
    events: ['file/refused', 'file/bad-base64'],
    python: ['binascii.Error'],
    texts: ['fileName', 'fileType', 'fileSize', 'fileFormat'],
    says: ['Incorrect padding', 'string argument should contain only ASCII characters'],
    proof: ['maintenance/log-errors'],
  },
  'file-low-disk': { events: ['file/low-disk'], proof: ['storage/disk-full', 'storage/disk-filling'] },
  'file-failed': {
    events: ['file/write-failed', 'file/failed', 'file/read-failed', 'file/delete-failed'],
    texts: ['fileFailed', 'fileNotSaved', 'fileUnreadable'],
    proof: ['storage/disk-full', 'storage/not-writable'],
    quotes: true,
  },
  'file-gone': {
    events: ['file/expired', 'file/swept', 'file/leftovers-removed'],
    texts: ['fileUnknown'],
  },
  'file-done': {
    events: ['chat/file', 'file/uploaded', 'file/downloaded', 'file/download-counted'],
    texts: ['fileSaved'],
  },
}
