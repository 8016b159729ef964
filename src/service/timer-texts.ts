import { join } from 'node:path'
import type { Layout } from './layout.ts'
import { marked } from './mark.ts'
import type { ProgramPaths } from './unit-text.ts'
import { unitWord } from './unit-word.ts'

/** Work that a timer does: the command, as oclif knows it, and when. */
interface Job {
  readonly suffix: string
  readonly about: string
  readonly command: string
  readonly words: readonly string[]
  readonly when: readonly string[]
  /** What it ends with, besides 0, where it has done its work. */
  readonly success: readonly string[]
}

/** The guide watches every five minutes and backs up at two at night. */
export const JOBS: readonly Job[] = [
  {
    suffix: 'monitor',
    about: 'Look after the chat server',
    command: 'monitor',
    words: ['monitor', '--once'],
    when: ['OnBootSec=2min', 'OnUnitActiveSec=1min', 'AccuracySec=5s'],
    // 1 and 2: it has looked and found something, which is no failure of looking. 130: stopped before it had looked.
    success: ['1', '2', '130'],
  },
  {
    suffix: 'backup',
    about: 'Back up the chat server',
    command: 'backup:create',
    words: ['backup', 'create'],
    when: ['OnCalendar=*-*-* 02:00:00', 'RandomizedDelaySec=10min', 'Persistent=yes'],
    // A backup that was not made must be seen as a failure.
    success: [],
  },
]

export function jobName({ name }: Layout, { suffix }: Job): string {
  return `${name}-${suffix}`
}

export function jobTimerPath(layout: Layout, job: Job): string {
  return join(layout.units, `${jobName(layout, job)}.timer`)
}

export function jobServiceText(layout: Layout, job: Job, program: ProgramPaths): string {
  const words = [program.node, program.script, ...job.words, '--config', layout.config]
  return marked(`# Written by "chatctl service install --with-timers".

[Unit]
Description=${job.about}

[Service]
Type=oneshot
ExecStart=${words.map(unitWord).join(' ')}
${job.success.length > 0 ? `SuccessExitStatus=${job.success.join(' ')}\n` : ''}Nice=10
TimeoutStartSec=15min
PrivateTmp=yes
NoNewPrivileges=yes
`)
}

export function jobTimerText({ about, when }: Job): string {
  return marked(`# Written by "chatctl service install --with-timers".

[Unit]
Description=${about}: when

[Timer]
${when.join('\n')}

[Install]
WantedBy=timers.target
`)
}
