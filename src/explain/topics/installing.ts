import type { installing as texts } from '../../messages/en/explain/installing.ts'
import type { Topics } from '../topic.ts'

export const installing: Topics<typeof texts> = {
  'no-systemd': {
    errors: ['service/no-systemd', 'service/no-user-manager'],
    says: [
      'System has not been booted with systemd as init system',
      'Failed to connect to bus',
      'DBUS_SESSION_BUS_ADDRESS and $XDG_RUNTIME_DIR not defined',
    ],
  },
  'installation-refused': {
    errors: [
      'service/needs-root',
      'service/not-ours',
      'service/purge-needs-yes',
      'service/not-built',
      'service/not-installed',
      'service/busy',
    ],
    see: ['not-installed'],
  },
  'installation-undone': {
    errors: ['service/not-done', 'service/half-done', 'service/interrupted', 'service/command-failed'],
    see: ['disk-full', 'unit-broken'],
  },
  'migration-refused': {
    errors: [
      'migrate/not-found',
      'migrate/denied',
      'migrate/user-unit',
      'migrate/bad-config',
      'migrate/occupied',
      'migrate/no-backup',
      'migrate/nothing-to-undo',
    ],
    see: ['installation-refused'],
  },
  'migration-undone': {
    errors: [
      'migrate/unfinished',
      'migrate/silent',
      'migrate/rolled-back',
      'migrate/interrupted',
      'migrate/half-back',
      'migrate/old-silent',
    ],
    see: ['installation-undone'],
  },
}
