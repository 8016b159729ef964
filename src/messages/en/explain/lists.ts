import type { TopicTexts } from '../../topic-texts.ts'

/** The ban and the mute list on disk. */
export const lists = {
  'list-broken': {
    title: 'A ban or mute list on disk cannot be read',
    means:
      'The file is no valid list of addresses. The running server keeps the list from before; at a start what can be read of it is in force. A wrong edit never lifts all bans.',
    why: [
      'a comma or quote is missing after an edit by hand',
      'the file was cut by a full disk',
      'it was saved in another encoding',
    ],
    do: [
      'Line and column are in the message',
      '$ chatctl status',
      'Keep every valid entry; the broken file is kept beside',
      '$ chatctl doctor --fix chat/ban-list-broken chat/mute-list-broken',
    ],
  },
  'list-kept-aside': {
    title: 'A broken list was kept under another name',
    means:
      'The server began a new list and kept the broken file, so that nothing is lost. Its entries are not all in force.',
    why: ['the list could not be read when it was changed'],
    do: ['Compare both and add what is missing', '$ chatctl bans', '$ chatctl ban {{ip}}'],
  },
  'data-not-saved': {
    title: 'A change of the lists did not reach the disk',
    means:
      'The ban or mute could not be written. The message says whether it is in force until the next start, or not at all.',
    why: [
      'the disk is full',
      'the data folder belongs to another user or is read-only',
      'another process is changing the list at the same time',
    ],
    do: ['$ chatctl doctor storage', 'When there is room again', '$ chatctl save'],
  },
  'journal-repaired': {
    title: 'The end of a journal file was cut off',
    means:
      'A power cut or full disk left half a record at the end of a file; it was dropped, everything before it is in force.',
    why: ['the machine went down while writing'],
    do: ['Check the newest entries', '$ chatctl bans', '$ chatctl mutes'],
  },
  'state-lost': {
    title: 'The file of the global mute cannot be read',
    means: 'Whether everybody was muted is not known, so nobody is: the global mute is off.',
    why: ['the file was damaged or belongs to another user'],
    do: ['Mute everybody again if that is wanted', '$ chatctl gmute'],
  },
  'lists-loaded': {
    title: 'The ban and mute lists were loaded or saved',
    means:
      'Normal lines. "Not found, starting empty" is usual on the first start; if you expect bans, the server looks in another place than you.',
    why: [],
    do: ['$ chatctl bans', 'Where it looks: section data of config.json', '$ chatctl config check'],
  },
  'list-not-in-force': {
    title: 'The list in force is not the one on disk',
    means: 'The running server has other bans or mutes than the file: an edit was refused or not noticed.',
    why: ['the edit has an error', 'the file was replaced over a network or mount that reports no changes'],
    do: ['$ chatctl status', '$ chatctl reload'],
  },
  'list-review': {
    title: 'The ban and mute lists want to be looked through',
    means:
      'The monthly checklist of the guide: old entries hit people who have long got the address from their provider.',
    why: ['entries without an end stay for good'],
    do: ['$ chatctl bans', '$ chatctl mutes', 'Next time with an end', '$ chatctl ban {{ip}} --for 7d'],
  },
} satisfies TopicTexts
