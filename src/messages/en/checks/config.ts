/** Texts of the checks of this theme: `claim` is the healthy state. */
export const config = {
  'config/missing': {
    claim: 'There is a config.json',
    found: 'There is no {{path}}: the server runs, or would run, with its defaults',
    seen: '{{path}} does not exist',
    fix: 'write {{path}} with every default, ready to be edited',
  },
  'config/syntax': { claim: 'config.json is correct JSON' },
} as const
