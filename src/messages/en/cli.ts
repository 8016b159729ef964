export const cli = {
  error: 'Error: {{what}}',
  fix: 'Fix: {{fix}}',
  unknownCommand: '"{{id}}" is not a chatctl command.',
  didYouMean: 'Did you mean: {{candidates}}?',
  seeHelp: 'All commands: chatctl --help',
  usage: {
    missing: '{{names}} is missing',
    unexpected: 'there is more than it takes: {{words}}',
    unknownFlag: 'there is no flag {{flags}}',
    noValue: '{{flag}} needs a value',
    notBoth: '--{{one}} and --{{other}} do not go together',
    needs: '--{{flag}} needs {{needed}} beside it',
    oneOf: '{{typed}} is not one of {{options}}',
  },
} as const
