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
    oneOf: '{{typed}} is not one of {{options}}',
  },
} as const
