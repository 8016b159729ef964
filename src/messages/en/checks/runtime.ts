export const runtime = {
  'service/modules-missing': {
    claim: 'Every package and module that the server loads is there',
    found: 'Packages of chatctl are missing or broken: {{modules}}',
    seen: 'cannot be loaded: {{modules}}',
    fix: 'install the packages again, in the folder of chatctl',
    copy: 'The copy of chatctl that the service runs is not whole: {{modules}}',
    copySeen: 'missing below {{root}}: {{modules}}',
    copyFix:
      'have that copy completed from a whole chatctl (one that was just installed with npm, if there is no other)',
    ownFix: 'have this copy completed from a whole package',
    python: 'The Python server cannot load: {{modules}}',
    pythonSeen: '{{python}} does not find {{modules}}, which {{script}} imports',
    pythonFix: 'install them for that Python',
    besideFix: 'put chat_protocol.py back beside the script, from the package of the server',
  },
  'service/node-unsupported': {
    claim: 'The unit runs a Node.js that chatctl supports',
    found: 'The unit runs Node.js {{version}}, which is too old for chatctl',
    seen: '{{program}} is or uses Node.js {{version}}',
    fix: 'install Node.js 24 where the unit finds it, then restart the unit',
    untold: '{{program}} does not tell its version',
    none: 'No unit runs chatctl here',
  },
} as const
