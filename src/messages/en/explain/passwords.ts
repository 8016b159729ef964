import type { TopicTexts } from '../../topic-texts.ts'

/** The password of the console, and who may read what. */
export const passwords = {
  'wrong-password': {
    title: 'The console password is wrong (guide: problem 3)',
    means:
      'The word typed does not match admin.password_hash or admin.password of config.json. After three attempts the console is locked.',
    why: [
      'a typing error, Caps Lock or another keyboard layout',
      'the password was changed and the server not reloaded',
      'the hash in the file is broken or of an old kind',
    ],
    do: [
      'See whether the configured password can match at all',
      '$ chatctl doctor 3',
      'Set another one; the running server takes it over',
      '$ chatctl passwd',
      'All commands of the console also work without it, for the user who runs the server',
      '$ chatctl users',
    ],
  },
  'console-locked': {
    title: 'The console is locked after wrong passwords (guide: problem 3)',
    means:
      'Three wrong passwords locked the administration console. Clients do not notice, and the single commands go on working.',
    why: ['somebody forgot the password', 'somebody tried to guess it: the log says when'],
    do: [
      'Who tried',
      '$ chatctl logs --event admin/login-failed -n 10',
      'Forgotten: set another one, which also lifts the lock; nobody is disconnected',
      '$ chatctl passwd',
      'Known: a reload lifts the lock',
      '$ chatctl reload',
      'Until then all commands work without the console',
      '$ chatctl --help',
    ],
  },
  'console-unlocked': {
    title: 'The console was opened',
    means:
      'The password was right, or the lock after wrong ones was lifted. If that was not you, change the password.',
    why: [],
    do: ['Who and when', '$ chatctl logs --event admin/login --event admin/unlocked -n 10'],
  },
  'no-password': {
    title: 'The console has no password',
    means:
      'admin.password_enabled is true but no password is set, or it is false: whoever may open the control socket may use the console. The old server had a default password; chatctl has none.',
    why: [
      'a fresh configuration',
      'the password was taken out to get in (guide: problem 3, way 1) and not set again',
    ],
    do: ['Set one', '$ chatctl passwd'],
  },
  'plain-password': {
    title: 'The console password stands in config.json in clear text',
    means: 'It works, but whoever can read the file, a backup or a screen has the password.',
    why: ['the configuration of the old server was taken over', 'admin.password was set by hand'],
    do: [
      'Store a hash instead; the password stays the same',
      '$ chatctl passwd --upgrade',
      'And let only the service read the file',
      '$ sudo chmod 640 /opt/chatserver/config.json',
    ],
  },
  'weak-password': {
    title: 'The console password is a published or a short one',
    means:
      'The password is one that the documentation of the old server names (admin123 …), or so short that it is quickly guessed.',
    why: ['it was never changed after the installation'],
    do: [
      'Take another one, of 12 characters or more',
      '$ chatctl passwd',
      'Or have one made up',
      '$ chatctl passwd --generate',
    ],
  },
  'password-hash': {
    title: 'The password hash in config.json is of an old or an unknown kind',
    means:
      'Wanted is a bcrypt or argon2 hash. A SHA-256 digest (64 hex digits) of an old version is quickly guessed, and a value of any other kind matches no password.',
    why: [
      'a configuration of an old version',
      'the hash was cut while copying',
      'a clear-text password was put into password_hash',
    ],
    do: [
      'Keep the password and store it as a hash of today; it is asked for',
      '$ chatctl passwd --upgrade',
      'Nobody knows it, or the hash is broken: set another one',
      '$ chatctl passwd',
    ],
  },
  'password-check-failed': {
    title: 'The password could not be checked',
    means: 'The comparison itself failed, so nobody can log in to the console, whatever he types.',
    why: ['the hash in config.json is broken', 'a native module of the program is missing'],
    do: [
      'Set the password anew',
      '$ chatctl passwd',
      'If it goes on, install the dependencies anew',
      '$ npm ci',
    ],
  },
  'password-age': {
    title: 'The console password is old',
    means: 'The monthly checklist of the guide says to change it.',
    why: ['it has not changed for months'],
    do: ['Set another one; nobody is disconnected', '$ chatctl passwd'],
  },
  'password-not-changed': {
    title: 'A password was not taken',
    means:
      'The password of the console is as it was. It is never taken from the command line, where every user of the machine could read it.',
    why: [
      'the two entries were not the same, or empty',
      'it is a published default of the old server',
      'there is no terminal to ask at, as in a script',
      'for --upgrade: the word typed is not the password',
    ],
    do: [
      'At a terminal',
      '$ chatctl passwd',
      'In a script: made up and printed once, or from a file',
      '$ chatctl passwd --generate',
      '$ chatctl passwd --stdin < password.txt',
    ],
  },
  'config-readable': {
    title: 'Others on this machine can read the password file',
    means: 'config.json holds a password or a hash, and its mode lets every user read it.',
    why: ['it was copied with the mode of a common file (644)'],
    do: [
      '$ chatctl doctor --fix security/config-readable',
      'Or by hand',
      '$ sudo chmod 640 /opt/chatserver/config.json',
    ],
  },
  'runs-as-root': {
    title: 'The server runs as root',
    means: 'It needs no such power: a defect in it would then be one in the whole machine.',
    why: ['it was started by hand as root', 'the unit has no User='],
    do: [
      'Add User=chatserver to the unit, give that user the folders, restart',
      '$ sudo systemctl edit chatserver',
      '$ sudo chown -R chatserver:chatserver /opt/chatserver /var/log/chatserver',
      '$ sudo systemctl restart chatserver',
    ],
  },
} satisfies TopicTexts
