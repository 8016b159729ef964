import { dirname } from 'node:path'
import type { Config } from '../../../config/schema.ts'
import type { Facts } from '../../../facts/facts.ts'
import type { LiveFacts } from '../../../facts/shapes/live.ts'
import type { LogFileFacts, StorageFacts } from '../../../facts/shapes/storage.ts'
import { bytes as shownBytes } from '../../../messages/format.ts'
import type { Finding } from '../../check.ts'
import { chatctl, intoForce, isPython, shellWord, sudoFor } from '../../commands.ts'

const MIB = 1024 ** 2

/** A log far beyond what its settings allow, or beyond what its disk can bear (guide, problem 11). */
export function bigLog(storage: StorageFacts, logging: Config['logging'], facts: Facts): Finding[] {
  const { logFiles, disks } = storage
  const total = logFiles.reduce((sum, { bytes }) => sum + bytes, 0)
  const biggest = logFiles.reduce<LogFileFacts | undefined>(
    (a, b) => (a && a.bytes >= b.bytes ? a : b),
    undefined,
  )
  const disk = disks.find(({ roles }) => roles.includes('log-folder'))
  if (biggest === undefined) return []
  const tooBig = biggest.bytes > Math.max(100 * MIB, 2 * logging.max_bytes)
  const eatsDisk = disk !== undefined && total > disk.totalBytes / 4 && total > 500 * MIB
  if (!tooBig && !eatsDisk) return []
  const values = {
    path: biggest.path,
    bytes: shownBytes(biggest.bytes),
    total: shownBytes(total),
    count: logFiles.length,
    limit: logging.max_bytes === 0 ? '-' : shownBytes(logging.max_bytes),
  }
  return [
    {
      severity: 'warning',
      message: { key: `checks.storage/log-too-big.${tooBig ? 'found' : 'share'}` as const, values },
      evidence: [
        {
          text: { key: 'checks.storage/log-too-big.seen', values },
          command: `ls -lh ${shellWord(logging.file)}*`,
        },
      ],
      fix: {
        summary: { key: 'checks.storage/log-too-big.fix', values },
        commands: bigLogCommands(biggest, logging, facts),
        risk: 'safe',
        plan: { do: 'rotate-log', path: biggest.path },
      },
    },
  ]
}

/**
 * What makes room of a log and keeps its lines: the server, or nobody, writes to another file meanwhile. An original server goes
 * on writing to the file that it has open, so its log can only be copied and emptied.
 */
function bigLogCommands({ path }: LogFileFacts, { file }: Config['logging'], facts: Facts): string[] {
  const sudo = sudoFor(facts.self.seen ? facts.self.value.serviceUser : null, facts)
  const log = shellWord(path)
  if (path !== file) return [`${sudo}gzip ${log}`]
  if (isPython(facts)) return [`${sudo}sh -c "gzip -c ${log} > ${log}.old.gz && truncate -s 0 ${log}"`]
  return [chatctl('logs clear --yes', facts)]
}

/** A log that nothing keeps small. */
export function unrotatedLog(
  { logFiles, rotatedBy }: StorageFacts,
  logging: Config['logging'],
  facts: Facts,
): Finding[] {
  const failed = facts.log.seen
    ? facts.log.value.troubles.find(({ event }) => event === 'log/rotate-failed')
    : undefined
  const log = shellWord(logging.file)
  if (failed !== undefined) {
    const values = { path: logging.file, example: failed.example, count: failed.count }
    return [
      {
        severity: 'warning',
        message: { key: 'checks.storage/log-not-rotated.failed', values },
        evidence: [
          {
            text: { key: 'checks.storage/log-not-rotated.failure', values },
            command: `ls -ld ${log}* "$(dirname ${log})"`,
          },
        ],
      },
    ]
  }
  if (rotatedBy !== null || !facts.config.seen) return []
  const { file } = facts.config.value
  const current = logFiles.find(({ path }) => path === logging.file)?.bytes ?? 0
  const { commands, interrupts } = intoForce(facts)
  return (['max_bytes', 'backup_count'] as const).flatMap((key): Finding[] => {
    if (logging[key] > 0) return []
    const values = { key: `logging.${key}`, path: logging.file, bytes: shownBytes(current) }
    return [
      {
        severity: current > 50 * MIB ? 'warning' : 'hint',
        message: { key: 'checks.storage/log-not-rotated.found', values },
        evidence: [
          { text: { key: 'checks.storage/log-not-rotated.seen', values }, command: `ls -lh ${log}*` },
        ],
        fix: {
          summary: { key: 'checks.storage/log-not-rotated.fix', values },
          commands: [chatctl('doctor storage/log-not-rotated --fix', facts), ...commands],
          risk: interrupts ? 'interrupts-users' : 'safe',
          plan: {
            do: 'set-config',
            path: file,
            key: ['logging', key],
            value: key === 'max_bytes' ? 10 * MIB : 5,
          },
        },
      },
    ]
  })
}

/** Space of deleted files that comes back only when the server lets them go. */
export function deletedLogs({ deletedOpen, disks }: StorageFacts, facts: Facts): Finding[] {
  const free = disks.find(({ roles }) => roles.includes('log-folder'))?.freeBytes ?? Number.POSITIVE_INFINITY
  const sudo = sudoFor(facts.self.seen ? facts.self.value.serviceUser : null, facts)
  return (deletedOpen ?? [])
    .filter(({ bytes }) => bytes >= 10 * MIB || bytes > free)
    .map(({ pid, descriptor, path, bytes, reopens }): Finding => {
      const values = { pid, path, bytes: shownBytes(bytes) }
      return {
        severity: bytes > free ? 'error' : 'warning',
        message: { key: 'checks.storage/log-deleted-open.found', values },
        evidence: [
          {
            text: { key: 'checks.storage/log-deleted-open.seen', values },
            command: `${sudo}ls -l /proc/${pid}/fd | grep deleted`,
          },
        ],
        fix: reopens
          ? {
              summary: { key: 'checks.storage/log-deleted-open.reopen', values },
              commands: [`${sudo}kill -USR2 ${pid}`],
              risk: 'safe',
              plan: { do: 'run', argv: ['kill', '-USR2', String(pid)] },
            }
          : {
              summary: { key: 'checks.storage/log-deleted-open.empty', values },
              commands: [`${sudo}truncate -s 0 /proc/${pid}/fd/${descriptor}`],
              risk: 'destructive',
            },
      }
    })
}

/** Log lines that never reached the disk. */
export function logWriteErrors({ status }: LiveFacts, facts: Facts): Finding[] {
  if (status === null || status.log.writeErrors === 0) return []
  const { file, lastError, writeErrors, failing, lost } = status.log
  const values = { path: file ?? '-', count: writeErrors, error: lastError ?? '', lost }
  const folder = shellWord(dirname(file ?? '.'))
  return [
    {
      // What is over is kept in mind; what the counters of an older server do not tell may go on.
      severity: failing === false ? 'hint' : 'error',
      message: {
        key: `checks.storage/log-write-errors.${failing === false ? 'past' : 'found'}` as const,
        values,
      },
      evidence: [
        { text: { key: 'checks.storage/log-write-errors.seen', values }, command: chatctl('status', facts) },
      ],
      fix: {
        summary: { key: 'checks.storage/log-write-errors.fix', values },
        commands: [`df -h ${folder}; df -i ${folder}; ls -ld ${folder} ${shellWord(file ?? '.')}`],
        risk: 'safe',
      },
    },
  ]
}
