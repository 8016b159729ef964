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
  recording: {
    title: 'Recording what passes the chat port',
    means:
      'Where the guide records with tcpdump and opens the file in Wireshark, which does not know the chat, chatctl capture records and shows every packet in a line, without what people said.',
    why: [
      'tcpdump has to be installed, and only root may record',
      'with --write everything is in the file in clear; the file is for you alone',
      'what passes encrypted (TLS) cannot be read; nothing passes on another port or interface than the one recorded',
    ],
    do: [
      'What is missing is installed so',
      '$ sudo apt-get install -y tcpdump',
      'A minute of one client',
      '$ sudo chatctl capture --for 1m --ip 10.0.0.5',
      'Keep it, and look again later or elsewhere',
      '$ sudo chatctl capture --write chat.pcap',
      '$ chatctl capture --read chat.pcap',
    ],
  },
  debugging: {
    title: 'Looking into the running server: memory, processor, what is open',
    means:
      'Where the guide stops the server for a debugger or a memory profiler of Python, this one is looked into while it runs. A heap snapshot makes users wait for seconds, a CPU profile and the list of handles do not.',
    why: [
      'a snapshot holds everything that is in memory, passwords and texts too: show it to nobody',
      'a recording is refused where the disk has no room for it, where one is under way, or where its file exists',
      'a debugger (serve --inspect) can do everything that the server can: on loopback only, and not for good',
    ],
    do: [
      'What is open: listeners, connections, files',
      '$ chatctl debug handles',
      'What the processor is used for, ten seconds long',
      '$ chatctl debug cpu --for 10s',
      'What holds the memory; asks first',
      '$ chatctl debug heap',
      'Step by step, on a test server',
      '$ chatctl serve --port 3001 --inspect',
    ],
  },
} satisfies TopicTexts
