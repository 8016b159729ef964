/** The command `chatctl passwd`. */
export const passwd = {
  help: {
    passwd: 'Set the password of the console; only its hash is stored, and a locked console opens again',
    flagStdin: 'read the password from the first line of standard input',
    flagGenerate: 'make up a password and print it once',
    flagUpgrade: 'keep the password, but store it as a hash of today instead of clear text or an old digest',
  },
  askNew: 'New console password (nothing is shown while you type): ',
  askAgain: 'The same once more: ',
  askCurrent: 'Current console password (nothing is shown while you type): ',
  generated: 'Console password, shown this once: {{password}}',
  why: {
    empty: 'it is empty',
    published: 'it is a published default that anybody can look up',
    control: 'it has control characters in it, which cannot be typed at the console',
    long: 'it has more than 1024 characters',
    longForBcrypt: 'it has more than 72 bytes, and the Python server that runs looks at no more',
  },
  short: 'It works, but it is short: one of 12 characters or more is hard to guess.',
  written: 'The new password is stored as a hash: {{path}}',
  upgraded: 'The password is as before, and now stored as a hash: {{path}}',
  upToDate: 'The password is stored as a hash of today already; {{path}} was left as it is.',
  interrupted: 'Interrupted: the new password is stored, a running server was not told. Tell it: {{reload}}',
  off: 'The console does not ask for it: admin.password_enabled is false. Have it ask: {{enable}}',
  overriddenHere: 'In this shell {{name}} decides about the password, whatever the file says.',
} as const
