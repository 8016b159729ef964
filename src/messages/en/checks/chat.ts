/** Texts of the checks of this theme: `claim` is the healthy state. */
export const chat = {
  'chat/full': {
    claim: 'There is room for more people',
    found: 'The server is full: nobody else can join',
    nearly: 'The server is nearly full',
    seen: '{{open}} of {{max}} places are taken; turned away because it was full: {{refused}}',
    fix: 'allow {{meant}} in server.max_connections',
  },
  'chat/ban-list-broken': {
    claim: 'The ban list can be read',
    found: 'The ban list is broken: {{problem}}',
  },
  'chat/mute-list-broken': {
    claim: 'The mute list can be read',
    found: 'The mute list is broken: {{problem}}',
  },
  'chat/list-not-in-force': {
    claim: 'The ban and mute lists on disk are in force',
    ban: 'The running server has refused the ban list as it is on disk: an older one is in force',
    mute: 'The running server has refused the mute list as it is on disk: an older one is in force',
    seen: 'the server says: {{error}}',
    fix: 'correct the file; the server takes it over within a second, or when it is told to',
  },
  'chat/global-mute': {
    claim: 'People may speak',
    found: 'Everybody is muted: only the operator is heard',
    seen: 'the server says that the mute for everybody is on',
    fix: 'let people speak again, if that is not meant',
  },
  'chat/muted-users': {
    claim: 'Nobody who is online is muted',
    found: 'Online, but muted: {{count}}. Their messages reach nobody',
    seen: '{{ip}} ({{name}})',
    fix: 'lift it for those who should be heard',
  },
  'chat/banned-asking': {
    claim: 'Nobody who is banned asks to come in',
    found: 'Banned addresses that tried to join in the last day: {{count}}',
    seen: 'each try is a line in the log',
    fix: 'lift the ban if it hits the wrong one',
  },
  'chat/console-locked': {
    claim: 'The console can be used',
    found: 'The console is locked after three wrong passwords',
    seen: 'the server says that its console is locked; single commands work all the same',
    fix: 'reload the configuration, which opens the console again; nobody is disconnected',
  },
  'chat/heartbeat-settings': {
    claim: 'Clients have time for two signs of life before they are disconnected',
    found: 'Every client is disconnected before its next sign of life is due',
    tight: 'One lost sign of life disconnects a client',
    seen: 'heartbeat_interval is {{interval}} s, heartbeat_timeout is {{timeout}} s',
    fix: 'set security.heartbeat_timeout to {{meant}}',
  },
  'chat/heartbeat-timeouts': {
    claim: 'Few connections end because nothing is heard of them',
    many: 'Connections that ended in the last day because nothing was heard of them: {{total}}',
    one: 'Nothing is heard of {{address}} again and again: its client gives no sign of life',
    seen: '{{joined}} connections in the same time; heartbeat_timeout is {{timeout}} s',
    fix: 'allow {{meant}} s of silence, if the network is poor',
    client: 'ask who that is to update the client',
  },
  'chat/slow-readers': {
    claim: 'Every client takes what is sent to it',
    found: 'Clients that hardly read what is sent to them: {{count}}',
    past: 'Clients that did not read were disconnected since the start: {{dropped}}',
    seen: '{{ip}} ({{name}}): {{bytes}} of at most {{limit}} are waiting',
    total: 'disconnected for it since the start: {{dropped}}',
    fix: 'their network or their program is stuck; they will be disconnected at the limit, or now',
  },
  'chat/refusals': {
    claim: 'Few people are turned away by a limit',
    found: 'Connections turned away by a limit in the last day: {{count}}',
    seen: '{{reason}}: {{count}}',
    log: 'people behind one router share an address, and its limit',
    fix: 'raise server.max_connections, security.max_connections_per_ip or security.max_attempts_per_minute, or name the address in security.exempt_addresses',
  },
} as const
