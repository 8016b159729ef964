/** Texts of the checks of this theme: `claim` is the healthy state. */
export const security = {
  'security/published-password': {
    claim: 'The console password is not one of the published defaults',
    fix: 'choose a new password of 12 characters or more',
  },
  'security/plain-password': {
    claim: 'The console password does not stand in config.json in plain text',
    fix: 'put a hash of it in its place; the password stays the same',
  },
  'security/short-password': {
    claim: 'The console password has 8 characters or more',
    found: 'The console password has less than 8 characters',
    seen: 'admin.password in {{path}}',
  },
  'security/unknown-hash': { claim: 'The hash of the console password is one that can be checked' },
  'security/no-password': {
    claim: 'The console asks for a password',
    found: 'The console asks for no password: whoever may open the control socket may use it',
    none: '{{path}} has neither admin.password_hash nor admin.password',
    off: 'admin.password_enabled is false in {{path}}',
  },
  'security/config-readable': {
    claim: 'Only the server and its group can read config.json',
    plain: 'Every user of this machine can read the console password in {{path}}',
    hash: 'Every user of this machine can read the hash of the console password in {{path}}',
    seen: 'mode {{mode}}',
    fix: 'set the mode to {{meant}}',
  },
  'security/runs-as-root': {
    claim: 'The server does not run as root',
    unit: '{{unit}}.service runs the server as root: a flaw in it would give away the whole machine',
    hand: 'The server runs, or would run, as root; that is meant for trying out',
    seen: '{{path}} names no user',
    fix: 'let it run as a user of its own, {{user}}, who owns its files',
    untold: 'Cannot tell as whom the server runs',
  },
  'security/ban-hits-this-host': {
    claim: 'No ban hits this machine or your own session',
    loopback: 'The ban of {{entry}} hits this machine itself ({{address}}): nobody can join from here',
    own: 'The ban of {{entry}} hits an address of this machine ({{address}})',
    ssh: 'The ban of {{entry}} hits the address of your SSH session ({{address}})',
    seen: '{{entry}} stands in {{path}}',
  },
  'security/failed-logins': {
    claim: 'Nobody tries out console passwords',
    found: 'Wrong console passwords in the last day: {{count}}',
    seen: 'last at {{time}}: {{example}}',
  },
} as const
