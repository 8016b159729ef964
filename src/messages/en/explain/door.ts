import type { TopicTexts } from '../../topic-texts.ts'

/** Who is not let in, or put out. */
export const door = {
  banned: {
    title: 'The address is banned (guide: problem 4, cause 3)',
    means:
      'The address of the client is on the ban list, alone or within a range: its connections are closed after this text.',
    why: [
      'an operator banned it',
      'a range was banned that covers more than was meant',
      'the list was edited or taken over from the old server',
    ],
    do: [
      'See the entry, with reason, author and end',
      '$ chatctl bans',
      'Lift it',
      '$ chatctl unban {{ip}}',
      'Which banned addresses keep asking',
      '$ chatctl doctor chat/banned-asking',
    ],
  },
  'ban-hits-this-host': {
    title: 'The ban list hits this machine or your own session',
    means:
      'An entry covers the loopback address, an address of this machine, or the one that you are logged in from.',
    why: ['a range was banned that covers more than was meant'],
    do: ['$ chatctl bans', '$ chatctl unban {{ip}}'],
  },
  'ban-set': {
    title: 'An address was banned',
    means:
      'An operator put the address on the ban list; its connections were told and closed. Kept over a restart.',
    why: [],
    do: ['See all', '$ chatctl bans', 'Take it back', '$ chatctl unban {{ip}}'],
  },
  'sanction-lifted': {
    title: 'A ban or mute has ended',
    means:
      'It was lifted by an operator, or its time was over. The address may come in and speak again, unless a range still covers it.',
    why: [],
    do: ['What is left', '$ chatctl bans', '$ chatctl mutes'],
  },
  full: {
    title: 'The server is full (guide: problem 6)',
    means:
      'As many clients are connected as server.max_connections allows (50 by default); further ones are told so and closed.',
    why: [
      'there really are so many users',
      'connections of users who are gone still count until the heartbeat limit',
      'one address holds many connections',
    ],
    do: [
      'See who is connected, and since when',
      '$ chatctl users',
      '$ chatctl doctor 6',
      'Allow more',
      '$ chatctl config set server.max_connections 100',
      'Close the connections of one address',
      '$ chatctl kick {{ip}}',
    ],
  },
  'too-many-from-address': {
    title: 'Too many connections from one address',
    means:
      'An address may hold 5 connections at a time and make 10 attempts a minute by default (security.max_connections_per_ip, security.max_attempts_per_minute); more are told so and closed.',
    why: [
      'a client that reconnects in a loop',
      'many users behind one NAT or proxy',
      'a monitor or load balancer that probes the port',
      'an attack',
    ],
    do: [
      'See which address, and how often',
      '$ chatctl doctor chat/refusals',
      'Exempt a proxy or office: the whole list, with what is in it now',
      '$ chatctl config get security.exempt_addresses',
      '$ chatctl config set security.exempt_addresses 127.0.0.1 ::1 {{ip}}',
      'Or keep it out',
      '$ chatctl ban {{ip}}',
    ],
  },
  'door-trouble': {
    title: 'A connection could not be taken or refused properly',
    means: 'An error at the door, for this one connection. The line names it.',
    why: ['no file descriptors are left (EMFILE)', 'the client was gone before the answer'],
    do: ['If it comes often', '$ chatctl doctor service/open-files'],
  },
  kicked: {
    title: 'An operator closed the connection',
    means: 'The client was told and disconnected. It may come back at once: a kick is no ban.',
    why: [],
    do: [
      'Who did it',
      '$ chatctl logs --event admin/kick -n 10',
      'Keep it out',
      '$ chatctl ban {{ip}} --for 2h',
    ],
  },
} satisfies TopicTexts
