import type { TopicTexts } from '../../topic-texts.ts'

/** How a process ends, and what signals do. */
export const ending = {
  killed: {
    title: 'Killed (SIGKILL, exit code 137)',
    means: 'The process was ended from outside, at once: it could not say goodbye or save. 137 is 128 + 9.',
    why: [
      'memory ran out, and the kernel chose it (the guide: exit code 137)',
      'somebody ran kill -9',
      'systemd: it did not end within TimeoutStopSec=, or the watchdog struck',
    ],
    do: [
      'Was it the memory?',
      '$ chatctl doctor service/killed-for-memory host/oom-kills',
      "$ journalctl -k --no-pager | grep -iE 'out of memory|oom'",
      'If so: give the machine more memory, or lower server.max_connections in config.json',
      'Start it again',
      '$ sudo systemctl start chatserver',
    ],
  },
  'out-of-memory-kill': {
    title: 'The kernel killed a process because memory ran out',
    means:
      'The machine, or the limit of the service, had no memory left. The kernel ended the process that it thought worth least.',
    why: [
      'other programs on this machine need the memory',
      'MemoryMax= of the unit or of the container is too low',
      'memory of the server grows (guide: problem 8)',
    ],
    do: [
      'See who uses it',
      '$ free -h',
      '$ ps aux --sort=-rss | head',
      'Give the machine or the unit more, or lower server.max_connections',
      '$ sudo systemctl edit chatserver',
      'Keep an eye on the growth',
      '$ chatctl doctor 8',
    ],
  },
  terminated: {
    title: 'Ended on request (SIGTERM, exit code 143)',
    means:
      'A normal end: the server said goodbye to the clients, saved, and ended. 143 is 128 + 15. Nothing to mend.',
    why: ['systemctl stop or restart', 'shutdown of the machine', 'somebody ran kill'],
    do: [
      'If systemd shows it as a failure, add SuccessExitStatus=143 to the unit',
      '$ sudo systemctl edit chatserver',
      'Start it again',
      '$ sudo systemctl start chatserver',
    ],
  },
  interrupted: {
    title: 'Interrupted (SIGINT, Ctrl+C, exit code 130)',
    means:
      'Somebody pressed Ctrl+C. The chat server then says goodbye, saves and ends with 0; other programs end with 130.',
    why: ['it ran in the foreground of a terminal'],
    do: ['To keep it running without a terminal', '$ sudo systemctl start chatserver'],
  },
  'hang-up': {
    title: 'SIGHUP: read the configuration again',
    means:
      'The chat server reloads config.json on SIGHUP. A program that does not know the signal ends with 129 when its terminal closes; the old Python server does.',
    why: ['systemctl reload, or kill -HUP', 'the terminal or SSH session was closed'],
    do: ['The same by command', '$ chatctl reload'],
  },
  'log-signal': {
    title: 'SIGUSR2: open the log file anew',
    means:
      'The server closes its log and opens the path again, which logrotate needs after moving the file. SIGUSR1 belongs to the Node.js debugger.',
    why: [],
    do: ['By hand', '$ sudo kill -USR2 $(systemctl show chatserver -p MainPID --value)'],
  },
  'native-crash': {
    title: 'The program crashed below JavaScript (SIGSEGV, SIGBUS, SIGILL, core dump)',
    means:
      'The process touched memory that it may not, or the processor refused an instruction. That is a defect of Node.js, of a native module, or of the machine.',
    why: [
      'Node.js was upgraded while the server ran, or a native module was built for another one',
      'a full disk under a mapped file (SIGBUS)',
      'bad memory, or a processor too old for the build (SIGILL)',
    ],
    do: [
      'Install the dependencies anew for this Node.js',
      '$ npm ci',
      'If it comes again, keep what the system kept of it',
      '$ coredumpctl info',
    ],
  },
  aborted: {
    title: 'The program aborted itself (SIGABRT, exit code 134)',
    means:
      'Node.js gave up. Most often the JavaScript heap was full: then "heap out of memory" stands in the journal.',
    why: [
      'the heap limit of Node.js was reached',
      'systemd sent it because the watchdog was not answered',
      'the old Python server: Ctrl+C while its console waits for input',
    ],
    do: [
      'Read what stands before it',
      '$ journalctl -u chatserver -n 50 --no-pager',
      'See whether memory grows',
      '$ chatctl doctor 8',
    ],
  },
  'ended-by-signal': {
    title: 'The service was ended by a signal',
    means: 'Something sent the process a signal that it did not treat. The number or the name says more.',
    why: ['kill by hand', 'memory ran out (9, KILL)', 'a crash (11, SEGV or 6, ABRT)'],
    do: ['See which signal it was', '$ systemctl status chatserver --no-pager', '$ chatctl explain SIGKILL'],
  },
  'broken-pipe': {
    title: 'The reader went away (EPIPE, SIGPIPE, exit code 141)',
    means: 'A program wrote into a pipe or connection whose other end was closed already.',
    why: [
      'the output went into head, grep -q or a closed terminal',
      'a client left while the server was sending to it',
    ],
    do: ['Nothing, if it was one client or a pipe that you closed'],
  },
  crashed: {
    title: 'The server crashed',
    means:
      'An error that nobody had foreseen ended the server. Its stack is in the log and in last-crash.json in the data folder; clients were disconnected.',
    why: ['a defect of the server', 'an operation of the system failed in a way that nobody foresaw'],
    do: [
      'Start it again, if systemd has not',
      '$ sudo systemctl reset-failed chatserver',
      '$ sudo systemctl restart chatserver',
      'Collect what is needed to report it',
      '$ chatctl report > diagnostic_report.txt',
    ],
  },
  'shutting-down': {
    title: 'The server is shutting down',
    means: 'A normal end that somebody asked for: clients are told, lists saved, the port freed.',
    why: ['chatctl shutdown or the console', 'systemctl stop or restart', 'Ctrl+C'],
    do: ['The log says who asked', '$ chatctl logs --event admin/shutdown --event server/signal -n 5'],
  },
  'ended-well': {
    title: 'Exit code 0: ended as wished',
    means: 'Nothing failed. Beware: the old Python server ends with 0 also when its start fails.',
    why: [],
    do: ['Nothing. To start it again', '$ sudo systemctl start chatserver'],
  },
  'doctor-could-not-run': {
    title: 'Exit code 3: doctor or the monitor itself could not run',
    means:
      'chatctl doctor or chatctl monitor could not do its work, so it says nothing about the server. (systemd names it NOTIMPLEMENTED.)',
    why: [
      'a wrong flag or file name',
      'the monitor cannot keep what it remembers, or another one watches this server already',
      'the machine lacks what it needs to look at all',
    ],
    do: [
      'Read its message on standard error, or of the timer in the journal',
      '$ journalctl -u chatserver-monitor -n 20',
      '$ chatctl doctor --help',
    ],
  },
} satisfies TopicTexts
