import type { TopicTexts } from '../../topic-texts.ts'

/** What people in the room are told, and what the log says about them. */
export const room = {
  muted: {
    title: 'The user is muted (guide: problem 9)',
    means:
      'The text was not delivered: the address of the sender is on the mute list, or everybody is muted.',
    why: ['an operator muted the address', 'everybody is muted (gmute)', 'a muted range covers the address'],
    do: [
      'See which it is',
      '$ chatctl doctor 9',
      'Lift the mute of an address',
      '$ chatctl unmute {{ip}}',
      'Lift the mute for everybody',
      '$ chatctl ungmute',
    ],
  },
  'mute-set': {
    title: 'An address was muted',
    means:
      'An operator put the address on the mute list: it may listen but not speak. It is not told before it tries.',
    why: [],
    do: ['See all', '$ chatctl mutes', 'Take it back', '$ chatctl unmute {{ip}}'],
  },
  'global-mute': {
    title: 'Everybody is muted',
    means:
      'An operator took the word from all users (gmute). It stays so, over a restart too, until it is lifted.',
    why: [],
    do: ['Lift it', '$ chatctl ungmute', 'Who did it', '$ chatctl logs --event admin/gmute -n 5'],
  },
  'global-mute-off': {
    title: 'Everybody may speak again',
    means: 'The mute for everybody was lifted. Single mutes stay in force.',
    why: [],
    do: ['Who is still muted', '$ chatctl mutes'],
  },
  'heartbeat-timeout': {
    title: 'The client was silent for too long (guide: problem 5)',
    means:
      'For security.heartbeat_timeout seconds (90 by default) nothing came from the client, not even a heartbeat, so its connection was closed.',
    why: [
      'the network of the client broke without a goodbye (Wi-Fi, sleep, VPN)',
      'a client program that sends no heartbeats',
      'heartbeat_timeout is shorter than the interval of the clients (25 to 30 s)',
    ],
    do: [
      'Is it one client or all of them?',
      '$ chatctl doctor 5',
      'Wait longer',
      '$ chatctl config set security.heartbeat_timeout 180',
      'Heartbeats of the client: one packet {"type": "heartbeat"} every 25 s',
    ],
  },
  'joined-left': {
    title: 'A client came, went or got its name',
    means: 'Normal lines of the log; the first text of the server to a client is the greeting.',
    why: [],
    do: ['Who is here now', '$ chatctl users'],
  },
  said: {
    title: 'Somebody said something',
    means:
      'A line for a text, a private text or an announcement; what stands behind >> is the words of a user and nothing that the server says.',
    why: [],
    do: [
      'Keep private texts out of the log',
      '$ chatctl config set logging.private_texts false',
      'All lines of one user',
      '$ chatctl logs --user NAME',
    ],
  },
  'text-cut': {
    title: 'The text was cut',
    means:
      'It had more than security.max_message_length characters (1000 by default); the rest was left out and the end marked.',
    why: ['a long text or a pasted file'],
    do: ['Allow longer ones', '$ chatctl config set security.max_message_length 2000'],
  },
  renamed: {
    title: 'A name was changed or given',
    means:
      'Names are unique, have at most 20 characters, and cannot be those of the system. Who asks for another one gets the nearest that is free.',
    why: [
      'the name is taken, perhaps by the same user whose old connection has not ended yet',
      'the name is empty, reserved (系统 … and security.reserved_names), looks like one that is, or is made of invisible characters',
      'an operator renamed the user',
    ],
    do: ['See who has it', '$ chatctl users', 'Give another one', '$ chatctl rename {{ip}} NEWNAME'],
  },
  'not-delivered': {
    title: 'The private text was not delivered',
    means:
      'Nobody is online by exactly that name, or the connection broke at that moment. It is not kept for later.',
    why: [
      'the user has left or was renamed',
      'the name is written in another way: capitals and blanks count',
    ],
    do: ['$ chatctl users'],
  },
} satisfies TopicTexts
