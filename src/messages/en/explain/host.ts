import type { TopicTexts } from '../../topic-texts.ts'

/** The machine: processor, memory, clock, limits. */
export const host = {
  slow: {
    title: 'The server is slow (guide: problem 7)',
    means:
      'Texts arrive late or connecting takes long: the processor, the disk, the network or the number of clients is at its end.',
    why: [
      'the machine is overloaded by other programs',
      'very many clients, or clients that flood',
      'a slow or busy disk',
      'a small processor in a virtual machine',
    ],
    do: [
      'What is it?',
      '$ chatctl doctor 7',
      '$ chatctl status',
      '$ uptime',
      'How much it can bear, with clients that really chat',
      '$ chatctl bench',
      'What the processor is used for',
      '$ chatctl debug cpu',
      'Limit the clients',
      '$ chatctl config set server.max_connections 50',
    ],
  },
  'memory-growth': {
    title: 'Memory grows (guide: problem 8)',
    means:
      'The memory of the process rises and does not come back, or the heap of JavaScript is full; in the end the process is killed or aborts.',
    why: ['much waits for slow readers', 'many or large uploads at the same time', 'a defect (leak)'],
    do: [
      'Growth, and what holds memory',
      '$ chatctl doctor 8',
      '$ chatctl status',
      'What holds it; users wait for seconds, so it asks first',
      '$ chatctl debug heap',
      'Until it is mended a restart helps; users are disconnected',
      '$ sudo systemctl restart chatserver',
      'Collect what is needed to report it',
      '$ chatctl report > diagnostic_report.txt',
    ],
  },
  'memory-low': {
    title: 'The machine is short of memory (ENOMEM)',
    means: 'Little memory and swap are left. The next step is that the kernel kills a process.',
    why: ['other programs', 'too little memory or no swap', 'memory of the server grows'],
    do: [
      '$ free -h',
      '$ ps aux --sort=-rss | head',
      '$ chatctl doctor host/memory-low service/memory-growth',
    ],
  },
  'open-files': {
    title: 'No more files or connections can be opened (EMFILE, ENFILE)',
    means:
      'Every connection and file needs a descriptor, and the limit of the process or of the machine is reached: new clients cannot come in.',
    why: [
      'LimitNOFILE= of the unit is low (1024 by default) for so many clients',
      'connections that do not end',
      'the limit of the whole machine (fs.file-max)',
    ],
    do: [
      '$ chatctl doctor service/open-files',
      'Raise it: LimitNOFILE=65536 in the unit',
      '$ sudo systemctl edit chatserver',
      '$ sudo systemctl restart chatserver',
      'For the whole machine',
      '$ sudo sysctl fs.file-max=200000',
    ],
  },
  clock: {
    title: 'The clock is wrong or has jumped',
    means:
      'The clock is not kept by a time service, or was set while the server ran. Times in the log then do not fit those of other machines; bans with an end are off by as much.',
    why: ['no NTP service runs, or it cannot reach its servers', 'a virtual machine was paused'],
    do: [
      'Have the clock kept; in a container: on its host',
      '$ sudo timedatectl set-ntp true',
      'After a minute see whether it is',
      '$ timedatectl',
    ],
  },
  'kernel-settings': {
    title: 'Kernel settings are below the deployment advice',
    means:
      'Queues, keep-alive or the number of files are small for a busy chat server. With few clients that does not matter.',
    why: ['the defaults of the distribution'],
    do: ['See which, and what sets them', '$ chatctl doctor host/kernel-settings'],
  },
  'bad-argument': {
    title: 'The system refused a value (EINVAL)',
    means: 'A call to the system had an argument that it does not accept.',
    why: [
      'an address, port or path in config.json that is none',
      'the file system or kernel lacks a feature',
    ],
    do: ['$ chatctl config check', '$ chatctl doctor'],
  },
} satisfies TopicTexts
