/** Texts of the checks of this theme: `claim` is the healthy state. What is wrong in the file is told by its reader. */
export const config = {
  'config/missing': {
    claim: 'There is a config.json',
    found: 'There is no {{path}}, which was named: the server runs, or would run, with its defaults',
    none: 'There is no config.json: the server runs, or would run, with its defaults',
    seen: '{{path}} does not exist',
    fix: 'write {{path}} with every default, ready to be edited',
  },
  'config/unreadable': {
    claim: 'The server can read config.json',
    found: 'The server, which runs as {{user}}, cannot read {{path}}',
    mode: 'it belongs to {{owner}}:{{group}}, with mode {{mode}}',
    closed: '{{user}} may not enter {{folder}}',
    fix: 'give it to {{user}}, for nobody else to read but the group',
    open: 'let {{user}} pass through {{folder}}',
  },
  'config/not-a-file': { claim: 'config.json is an ordinary file of ordinary size' },
  'config/encoding': { claim: 'config.json is UTF-8 without a byte order mark' },
  'config/syntax': { claim: 'config.json is correct JSON' },
  'config/wrong-type': { claim: 'Numbers, flags and texts in config.json are what they should be' },
  'config/wrong-value': { claim: 'Every value in config.json is one that the setting can have' },
  'config/missing-key': { claim: 'No key is missing in config.json' },
  'config/unknown-key': {
    claim: 'Every key in config.json, and every variable for one, is a setting that has an effect',
  },
  'config/duplicate-key': { claim: 'No key stands twice in config.json' },
  'config/overridden': {
    claim: 'The file decides every setting',
    found: '{{count}} settings do not come from {{path}}: editing them there changes nothing',
    seen: '{{key}} comes from {{origin}}',
  },
  'config/other-than-unit': {
    claim: 'Commands in this shell and the service use the same configuration',
    looked: '{{path}} was looked at, as you asked; {{unit}}.service runs {{unitPath}}',
    shell: 'Commands in this shell go by {{path}}, but {{unit}}.service runs {{unitPath}}',
    unit: '{{unit}}.service uses {{unitPath}}',
    found: 'this shell finds {{path}}, by $CHATCTL_CONFIG or in the current folder',
    fix: 'leave that folder and variable, or name the file in each command',
    variables: 'This shell has variables that change settings, and {{unit}}.service does not have them',
    set: 'set here: {{names}}',
    unset: 'take them out of this shell',
  },
} as const
