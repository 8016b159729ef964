import type { TopicTexts } from '../../topic-texts.ts'

/** Looking at a running server with tools: stress tests, recordings, snapshots. */
export const handsOn = {
  'stress-test': {
    title: 'A stress test: what the server can bear',
    means:
      'ab speaks HTTP, so against a chat server it measures nothing but refusals. chatctl bench lets many clients really chat, and counts what each of them heard and how late.',
    why: [
      'the rules of the server end a test before its strength does: server.max_connections, security.max_connections_per_ip, security.max_message_length; the result says which',
      'a server that is not on this machine is only tested with --yes-i-own-it',
      'people who are in the room would see every message, so it asks first',
    ],
    do: [
      '100 clients, 1000 messages',
      '$ chatctl bench',
      'More and more, until the latencies rise',
      '$ chatctl bench --rate 500 --duration 30',
      'Then, while it is slow, what is at its end',
      '$ chatctl doctor 7',
    ],
  },
} satisfies TopicTexts
