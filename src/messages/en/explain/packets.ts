import type { TopicTexts } from '../../topic-texts.ts'

/** Clients that do not keep to the protocol or do not keep up. */
export const packets = {
  'bad-packet': {
    title: 'A client sent something that is no packet of the chat',
    means:
      'What came could not be understood, so the packet was dropped or the connection of that one client closed. Nobody else is disturbed.',
    why: [
      'another kind of program connected: a browser, a port scan, a monitor',
      'a client program with a defect',
      'two programs wrote into one connection',
    ],
    do: [
      'See which addresses, and how often',
      '$ chatctl logs --event protocol/not-json --event protocol/bad-frame --event protocol/bad-packet --stats',
      'See what it sends: as a line a packet, or in the log',
      '$ sudo chatctl capture --for 1m --ip {{ip}}',
      '$ chatctl loglevel DEBUG --for 10m',
      'Keep it out',
      '$ chatctl ban {{ip}}',
    ],
  },
  flood: {
    title: 'A client sends too much',
    means:
      'It sent more than security.max_messages_per_second after a burst of security.message_burst, so the server reads it more slowly. Nothing that it said is lost, and nobody else waits. Whoever goes on for security.max_flood_seconds is told and disconnected.',
    why: ['a script or bot without a pause', 'a client program that is stuck in a loop', 'an attack'],
    do: [
      'Who it was, and how often',
      '$ chatctl logs --event chat/flood-slowed --event chat/flood-cut --stats',
      'Keep it out',
      '$ chatctl ban {{ip}}',
      'Or allow your own bot more: security.exempt_addresses in config.json, then',
      '$ chatctl reload',
    ],
  },
  'slow-reader': {
    title: 'A client does not take what is sent to it',
    means:
      'More waited for the client than server.max_queue_bytes allows, so it was disconnected. The others do not wait for it.',
    why: [
      'a slow or broken network',
      'a client program that hangs or never reads',
      'large downloads over a slow line',
    ],
    do: [
      'Who has how much waiting',
      '$ chatctl users',
      '$ chatctl doctor chat/slow-readers',
      'Allow more in config.json, then',
      '$ chatctl reload',
    ],
  },
  'unfinished-packets': {
    title: 'Packets that do not end',
    means:
      'A client began a packet and did not finish it in time, or all unfinished packets together took more memory than server.max_pending_bytes allows; it was disconnected.',
    why: [
      'a broken network in the middle of an upload',
      'a program that is no chat client',
      'an attack that wants to fill the memory',
    ],
    do: [
      'Which address',
      '$ chatctl logs --event memory/pending-frames --event protocol/frame-timeout -n 20',
      'Keep it out',
      '$ chatctl ban {{ip}}',
    ],
  },
} satisfies TopicTexts
