import type { TopicTexts } from '../../topic-texts.ts'

/** Uploads and downloads. */
export const files = {
  'file-refused': {
    title: 'An upload was refused',
    means:
      'The file was not taken: its name, type, size or encoding is not allowed, or a limit of the section files is reached.',
    why: [
      'bigger than files.max_file_bytes (10 MB by default)',
      'an extension that is not on the list of allowed ones',
      'no name, or no valid base64',
      'the address or the server has used up its space',
    ],
    do: [
      'How much is stored',
      '$ chatctl files',
      'See the limits; each can be set by chatctl config set',
      '$ chatctl config get files',
      'Large files: put them into a .zip of less than 10 MB',
    ],
  },
  'file-low-disk': {
    title: 'An upload was refused because the disk is nearly full',
    means:
      'Less than files.min_free_bytes would be left on the disk of the data folder. Texts go on working.',
    why: ['logs or backups fill the disk', 'many uploads are stored'],
    do: ['$ chatctl doctor storage', '$ df -h', '$ chatctl files'],
  },
  'file-failed': {
    title: 'A file could not be stored, read or deleted',
    means: 'The disk refused the operation; the line in the log names the system error.',
    why: [
      'the disk is full (ENOSPC)',
      'the data folder belongs to another user (EACCES)',
      'somebody deleted the file or its folder by hand',
    ],
    do: ['$ chatctl doctor storage', '$ chatctl logs --level ERROR -n 20'],
  },
  'file-gone': {
    title: 'The file is no longer there',
    means:
      'Uploads are kept for security.file_expire_hours (24 by default) and only as long as the server runs; a restart begins with an empty folder.',
    why: ['its time is over', 'the server was restarted', 'the id is wrong'],
    do: [
      'What there is',
      '$ chatctl files',
      'Keep them longer',
      '$ chatctl config set security.file_expire_hours 48',
    ],
  },
  'file-done': {
    title: 'A file was stored, announced or fetched',
    means: 'Normal lines of uploads and downloads.',
    why: [],
    do: ['$ chatctl files'],
  },
} satisfies TopicTexts
