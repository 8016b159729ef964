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
    why: ['none was ever set up', 'the job fails: no room, no permission, or another folder than before'],
    do: [
      'Make one; it is read back before it counts',
      '$ sudo chatctl backup create',
      'Which ones there are, and whether they can be read',
      '$ sudo chatctl backup list',
      '$ sudo chatctl backup verify',
      'Every night, by a line in /etc/cron.d/chatserver-backup',
      '$ 0 2 * * * root PATH=/usr/local/bin:/usr/bin:/bin chatctl backup create >/dev/null',
    ],
  },
  'backup-damaged': {
    title: 'A backup cannot be used',
    means: 'The file is cut off, altered, no backup of chatctl, or holds what no backup holds.',
    why: [
      'a copy that was interrupted, a failing disk',
      'it was made by another program',
      'somebody wants you to unpack something: absolute names, links, far more than it says',
    ],
    do: ['Find a good one', '$ sudo chatctl backup verify', '$ sudo chatctl backup list'],
  },
  'backup-not-restored': {
    title: 'A backup was not restored, or not to its end',
    means:
      'Files are written beside the present ones first, and then take their names. The message says whether that had begun.',
    why: [
      'no room on the disk, a read-only file system',
      'a link of somebody else in the place of a file',
      'the configuration in the archive names folders that this server does not use',
      'the service could not be restarted afterwards',
    ],
    do: [
      'What would change',
      '$ sudo chatctl backup restore --dry-run',
      'Parts of it only',
      '$ sudo chatctl backup restore --only lists,data',
      'The state from before is kept',
      '$ sudo chatctl backup list',
      'What is wrong now',
      '$ chatctl doctor',
    ],
  },
  'backup-at-work': {
    title: 'A backup did not run, or was stopped',
    means: "Two at once would be in each other's way; one that was stopped leaves nothing behind.",
    why: ['a timer made one at the same time', 'Ctrl+C'],
    do: ['Try again', '$ sudo chatctl backup create'],
  },
  'backup-usage': {
    title: 'A flag of chatctl backup is not understood',
    means: 'Lengths of time are written like 30d or 8w; parts are config, lists, data, unit, logs, uploads.',
    why: ['a typing error'],
    do: ['$ chatctl backup create --keep 30d', '$ chatctl backup restore --only config,lists'],
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
    why: ['none was set up', 'it has ended, or cannot write down what it has told'],
    do: [
      'Watch it; changes are told once, and repeated after four hours',
      '$ sudo chatctl monitor --every 60s --restart-when down --restart-when hung',
      'Or a line in /etc/cron.d/chatserver-monitor, of which cron sends you what is new',
      '$ */5 * * * * root PATH=/usr/local/bin:/usr/bin:/bin chatctl monitor --once',
      'Have a program or a chat room told',
      '$ chatctl monitor --exec /usr/local/bin/tell-me',
      '$ chatctl monitor --webhook https://alerts.example.com/chat',
    ],
  },
  'monitor-usage': {
    title: 'A flag of chatctl monitor is not understood',
    means:
      'Programs are named by their path, without a shell; the secret for signing must be readable by its owner alone.',
    why: ['a typing error', 'the file with the secret is open to others'],
    do: ['$ chatctl monitor --help', '$ chmod 600 /etc/chatserver/webhook.secret'],
  },
  'data-saved': {
    title: 'The lists were written to disk',
    means: 'A normal line after a change, a save or at the end.',
    why: [],
    do: [],
  },
} satisfies TopicTexts
