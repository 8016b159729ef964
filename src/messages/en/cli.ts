export const cli = {
  error: 'Error: {{what}}',
  fix: 'Fix: {{fix}}',
  unknownCommand: '"{{id}}" is not a chatctl command.',
  didYouMean: 'Did you mean: {{candidates}}?',
  seeHelp: 'All commands: chatctl --help',
} as const
