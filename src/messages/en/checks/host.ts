export const host = {
  'host/memory-low': {
    claim: 'There is memory to spare',
    found: 'The machine is almost out of memory: {{left}} of {{total}} MiB left',
    seen: '{{left}} MiB available, {{swap}} MiB of swap free, pressure {{pressure}} %',
    fix: 'see what takes the memory; stop it or add memory',
    group: 'The service is at its memory limit: {{used}} of {{limit}} MiB',
    groupSeen: 'memory of its control group: {{used}} of {{limit}} MiB',
    groupFix: 'raise MemoryMax= of the unit, or find out why it needs so much',
  },
  'host/oom-kills': {
    claim: 'Nothing of the server was killed for want of memory in the last week',
    found: 'The kernel killed {{victim}} for want of memory ({{count}}×)',
    seen: 'counted in the memory events of the service',
    seenAt: 'last at {{time}}',
    fix: 'see what takes the memory; stop it, add memory or lower max_connections',
    untold: 'The kernel does not say whether it killed anything. It would need: root',
  },
  'host/load-high': {
    claim: 'The processors keep up',
    found: 'The processors do not keep up: load {{load1}} on {{cpus}} cores',
    seen: 'load {{load1}} (1 min), {{load5}} (5 min) on {{cpus}} cores, pressure {{pressure}} %',
    fix: 'see what keeps the processors busy',
  },
  'host/io-wait': {
    claim: 'The disks keep up',
    found: 'The disk {{disk}} does not keep up: busy {{busy}} % of the time',
    seen: '{{disk}} busy {{busy}} %, processors waiting for disks {{wait}} %, pressure {{pressure}} %',
    fix: 'see who waits for the disk',
  },
  'host/clock-unsynchronised': {
    claim: 'A time server keeps the clock',
    found: 'No time server keeps the clock: times in the log and expiries may be off',
    seen: 'timedatectl says that the clock is not synchronised',
    fix: 'let the system synchronise its clock',
    untold: 'This system does not say whether its clock is synchronised',
  },
  'host/time-jump': {
    claim: 'The clock has not jumped back',
    found: 'The clock has jumped back: the log is {{seconds}} s ahead of it',
    seen: 'newest log line: {{time}}',
    fix: 'see what the clock says and who sets it',
  },
  'host/kernel-settings': {
    claim: 'The kernel queues enough new connections for max_connections',
    found:
      'The kernel queues too few new connections: {{name}} is {{now}}, {{clients}} clients may connect at once',
    seen: '{{name}} = {{now}}, {{wanted}} is wanted',
    fix: 'set {{name}} to {{wanted}}, also for the next start of the machine',
  },
  'host/file-max': {
    claim: 'The machine has file descriptors to spare',
    found: 'The machine is almost out of file descriptors: {{used}} of {{limit}}',
    seen: '{{used}} of {{limit}} in use',
    fix: 'double the limit, then find out who holds so many',
    untold: 'The kernel does not say how many descriptors are in use',
  },
} as const
