/** What `chatctl debug` and `chatctl serve --inspect` say. */
export const debug = {
  help: {
    topic: 'Look into the running server: what holds its memory, takes its time, is open',
    heap: 'Take a heap snapshot of the running server: what holds its memory',
    cpu: 'Take a CPU profile of the running server: what it spends its time with',
    handles: 'List what the running server has open: listeners, connections, files, timers',
    flagOut:
      'put the file there, for you alone (default: it stays in the folder debug beside the data of the server)',
    flagFor: 'how long to record, such as 30s or 2m, 10 minutes at most (default: 10s)',
  },
  heap: 'heap snapshot',
  heapPlan: 'The snapshot takes less than {{size}} in {{folder}}, and about {{seconds}} s.',
  secrets:
    'It will hold everything that the server has in memory: texts, names, addresses, the hash of the console password, and passwords that were typed lately. Show it to nobody whom you would not tell them.',
  memory:
    'Careful: it needs about {{need}} of memory once more, and only {{free}} are free. Without enough memory the server dies of it.',
  pause: 'nobody is served for about {{seconds}} s, {{clients}} connections wait',
  ask: 'While it is taken, {{why}}. Take it?',
  cpuNote: 'The server goes on while it is recorded, a little slower.',
  recording: 'Recording: {{spent}} of {{seconds}} s · Ctrl+C leaves the server to finish alone',
  waiting: 'The server is writing, {{spent}} s so far · Ctrl+C leaves it to finish alone',
  left: 'Not waited for. The server finishes on its own; then the file is {{path}}',
  done: 'Recorded: {{path}} ({{size}})',
  paused: 'Nobody was served for {{ms}} ms.',
  open: {
    heap: 'Open it in Chrome or Edge: F12, Memory, Load profile.',
    cpu: 'Open it in Chrome or Edge: F12, Performance, Load profile; or drop it on speedscope.',
    handles: 'Read it with: less {{path}}',
  },
  delete: 'Delete it when you are done: rm "{{path}}"',
  inspecting: 'Debugger: {{url}}   (Chrome: chrome://inspect)',
  inspectWarning:
    'A debugger can read everything that the server knows, passwords too, and run any program as its user. Do not leave this on.',
  inspectOpen:
    '{{host}} is no loopback address: everybody who reaches {{host}}:{{port}} can do that, without a password.',
} as const
