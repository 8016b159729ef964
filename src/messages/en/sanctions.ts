export const sanctions = {
  broken: {
    comma: '{{file}}, line {{line}}, column {{column}}: a comma is missing here',
    value: '{{file}}, line {{line}}, column {{column}}: an address in double quotes is expected here',
    quote: '{{file}}, line {{line}}, column {{column}}: the closing double quote is missing',
    bracket: '{{file}}, line {{line}}, column {{column}}: the closing ] is missing',
    comment: '{{file}}, line {{line}}, column {{column}}: JSON has no comments; take this one out',
    after: '{{file}}, line {{line}}, column {{column}}: nothing may follow the closing ]',
    syntax: '{{file}}, line {{line}}, column {{column}}: this is not valid JSON',
    notString: '{{file}}, line {{line}}, column {{column}}: every entry must be an address in double quotes',
    notArray:
      '{{file}}, line {{line}}, column {{column}}: the file must be a list such as ["10.0.0.7", "192.168.1.9"]',
    object:
      '{{file}}, line {{line}}, column {{column}}: this is an object in { }; the file must be a list such as ["10.0.0.7", "192.168.1.9"]',
    empty: '{{file}}, line {{line}}, column {{column}}: the file is empty; an empty list is written []',
    encoding:
      '{{file}}, line {{line}}, column {{column}}: this is not UTF-8 text; save the file again as UTF-8',
    unreadable: '{{file}} cannot be read: {{detail}}',
  },
  editRefused: 'This edit is not in force, the list from before stays. {{problem}}',
  brokenAtStart: '{{problem}}. The {{count}} addresses that could be read are in force.',
  editMended: '{{file}} can be read again and is in force.',
  setAside: '{{file}} could not be read. It is kept as {{copy}}, and a new list takes its place.',
  expiryNotWritten:
    'An expired entry could not be taken out of {{file}}: {{detail}}. It is no longer in force.',
  stateUnreadable: '{{file}} cannot be read, so the global mute is off: {{detail}}',
} as const
