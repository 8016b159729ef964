import type { lists as texts } from '../../messages/en/explain/lists.ts'
import type { Topics } from '../topic.ts'

export const lists: Topics<typeof texts> = {
  'list-broken': {
    checks: ['chat/ban-list-broken', 'chat/mute-list-broken'],
    events: ['data/unreadable', 'data/malformed', 'sanctions/edit-refused'],
    errors: ['sanctions/unreadable'],
    messages: [
      'sanctions.broken',
      'sanctions.editRefused',
      'sanctions.brokenAtStart',
      'commands.status.banListError',
      'commands.status.muteListError',
    ],
    see: ['list-kept-aside'],
  },
  'list-kept-aside': {
    events: ['data/kept-aside', 'sanctions/set-aside'],
    messages: ['sanctions.setAside'],
    proof: ['chat/ban-list-broken', 'chat/mute-list-broken'],
  },
  'data-not-saved': {
    events: ['data/save-failed', 'sanctions/expiry-not-written'],
    errors: ['sanctions/not-written', 'sanctions/locked'],
    messages: ['sanctions.expiryNotWritten'],
    proof: ['storage/disk-full', 'storage/not-writable'],
    quotes: true,
  },
  'journal-repaired': { events: ['data/journal-repaired'], proof: ['storage/disk-full'] },
  'state-lost': {
    events: ['sanctions/state-unreadable'],
    messages: ['sanctions.stateUnreadable'],
    proof: ['storage/wrong-owner', 'chat/global-mute'],
  },
  'lists-loaded': {
    events: ['data/loaded', 'data/missing', 'sanctions/edit-mended'],
    messages: ['sanctions.editMended'],
  },
  'list-not-in-force': { checks: ['chat/list-not-in-force'] },
  'list-review': { checks: ['maintenance/list-review'] },
}
