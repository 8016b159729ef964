/** What `chatctl ping` says. */
export const ping = {
  help: {
    summary: 'Test from any machine whether one can chat on a server, and where it fails',
    argPort: 'port of the server (default: 3000)',
    flagCount: 'how many words to say, one a second (default: 1)',
    flagTimeout: 'seconds that the look-up and each address may take (default: 5)',
  },
  resolve: 'look-up',
  found: '{{ms}} ms, addresses: {{count}}',
  connect: 'connect',
  welcome: 'welcome',
  echo: 'round trip',
  ms: '{{ms}} ms',
  many: '{{least}} / {{median}} / {{most}} ms (least, median, most of {{count}})',
  failed: 'failed',
  failedBy: 'failed: {{detail}}',
  unknown: 'not measured: only a chatctl server answers to that',
  rules: '{{ms}} ms, {{rules}} rules',
  well: 'One can chat at {{address}}.',
  wellUnknown:
    '{{address}} lets clients in. Whether they hear each other cannot be told without disturbing its users.',
  partly: 'One can chat at {{good}}, but not at {{bad}}: {{what}}',
  do: 'What to do: {{fix}}',
} as const
