export const maintenance = {
  'maintenance/debug-level': {
    claim: 'The log level is not DEBUG',
    found: 'The log level is DEBUG: the log grows fast',
    fix: 'go back to INFO when the search is over',
  },
  'maintenance/backup': {
    claim: 'There is a backup of the last week that can be read',
    none: 'No backup was found',
    looked: 'looked in {{folders}}',
    newest: 'newest: {{path}}, made {{made}}',
    damaged: 'The newest backup is damaged: {{path}}',
    old: 'The newest backup is {{days}} days old',
    fix: 'back up config.json and the data folder every day',
  },
  'maintenance/updates': {
    claim: 'System packages were updated within a month, and the machine was restarted where that is needed',
    old: 'No system package was updated for {{days}} days',
    seen: 'last change of packages: {{time}}',
    fix: 'install the updates',
    reboot: 'An update wants the machine to be restarted',
    rebootSeen: 'the system left its mark for that',
    rebootFix: 'restart the machine when few people are online',
    untold: 'This system does not record when packages were updated',
  },
  'maintenance/monitor': {
    claim: 'Something watches the server on a schedule',
    found: 'Nothing watches the server on a schedule',
    seen: 'no timer and no crontab names it',
    denied: 'Could not look into {{paths}}. It would need: root',
    fix: 'run doctor every five minutes and have its words sent to you',
  },
  'maintenance/password-age': {
    claim: 'The administration password is not older than half a year',
    found: 'The administration password has been the same for {{days}} days at least',
    seen: '{{path}} was last changed at {{time}}',
    none: 'There is no password',
  },
} as const
