import type { TopicTexts } from '../../topic-texts.ts'

/** What the weekly and monthly checklists ask for. */
export const maintenance = {
  'log-errors': {
    title: 'The log has errors or warnings',
    means: 'In the last hour or day something was logged as ERROR or CRITICAL. Each id tells what.',
    why: ['see the ids'],
    do: [
      'Which, and how often',
      '$ chatctl logs --stats --since "1 day ago"',
      'What an id means',
      '$ chatctl explain THE-ID',
      'Or all of a file at once',
      '$ tail -n 2000 /var/log/chatserver/server.log | chatctl explain -',
    ],
  },
  'log-level-changed': {
    title: 'The log level was changed',
    means: 'From now on the log has more or fewer lines. With --for it goes back by itself.',
    why: [],
    do: ['Which one is in force', '$ chatctl loglevel'],
  },
  'debug-level': {
    title: 'The log level is DEBUG',
    means: 'Everything is written down, which makes the log grow quickly. Fine for a search, not for good.',
    why: ['it was left on after a search'],
    do: [
      '$ chatctl loglevel INFO',
      'And logging.level in config.json. Next time with an end',
      '$ chatctl loglevel DEBUG --for 10m',
    ],
  },
  backup: {
    title: 'There is no recent backup',
    means:
      'The weekly checklist of the guide: a copy of the configuration and of the lists that can be read back.',
    why: ['none was ever set up', 'the job fails'],
    do: [
      'By hand',
      '$ sudo tar -czf /var/backups/chatserver-$(date +%F).tar.gz /opt/chatserver',
      'And look whether it can be read',
      '$ tar -tzf /var/backups/chatserver-$(date +%F).tar.gz',
    ],
  },
  updates: {
    title: 'Updates of the system are waiting',
    means: 'The weekly checklist of the guide: security updates should not wait.',
    why: [],
    do: ['$ sudo apt update', '$ sudo apt upgrade'],
  },
  monitor: {
    title: 'Nobody watches the server',
    means: 'The guide advises a job that looks every few minutes and raises an alarm.',
    why: [],
    do: [
      'A line for crontab -e that writes only when something is wrong',
      '$ */5 * * * * chatctl doctor --nagios >/dev/null || logger -t chatctl "doctor found a failure"',
    ],
  },
  'data-saved': {
    title: 'The lists were written to disk',
    means: 'A normal line after a change, a save or at the end.',
    why: [],
    do: [],
  },
} satisfies TopicTexts
