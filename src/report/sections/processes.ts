import { bytes, duration } from '../../messages/format.ts'
import { t } from '../../messages/index.ts'
import { fromFact, pairs, table } from '../blocks.ts'
import type { SectionMaker } from '../context.ts'

/** `ps aux | grep Server.py` (guide, diagnostic script 4; problems 7 and 8). */
export const processesSection: SectionMaker = ({ facts }) => ({
  id: 'processes',
  blocks: [
    ...fromFact(facts, 'processes', (processes) => [
      table(
        [
          'PID',
          t('report.label.state'),
          t('report.label.user'),
          t('report.label.uptime'),
          'CPU',
          'RSS',
          t('report.label.openFiles'),
          t('report.label.command'),
        ],
        processes.map((one) => [
          String(one.pid),
          one.state,
          one.user,
          one.uptimeSeconds === null ? '?' : duration(one.uptimeSeconds),
          one.cpuPercent === null ? '' : `${one.cpuPercent} %`,
          bytes(one.rssBytes),
          `${one.openFiles ?? '?'} / ${one.openFilesLimit ?? '?'}`,
          one.command,
        ]),
        t('report.noProcesses'),
      ),
    ]),
    ...fromFact(facts, 'live', ({ state, status }) => [
      pairs([
        [t('report.label.controlSocket'), state],
        [
          t('report.label.eventLoop'),
          status &&
            `p50 ${status.eventLoopDelay.p50} ms, p99 ${status.eventLoopDelay.p99} ms, max ${status.eventLoopDelay.max} ms`,
        ],
        [
          t('report.label.queue'),
          status &&
            `${bytes(status.queue.bytes)} (${t('report.label.highest')} ${bytes(status.queue.highWaterBytes)})`,
        ],
        [t('report.label.messages'), status && `${status.messages.in} → ${status.messages.out}`],
      ]),
    ]),
  ],
})

/** Limits of the process and of the kernel (guide, problem 7, solution 1). */
export const limitsSection: SectionMaker = ({ facts }) => ({
  id: 'limits',
  blocks: [
    ...fromFact(facts, 'kernel', ({ settings, openFiles }) => [
      pairs([
        ...Object.entries(settings),
        ['fs.file-nr', openFiles && `${openFiles.used} / ${openFiles.limit}`],
      ]),
    ]),
    ...fromFact(facts, 'unit', ({ openFilesLimit }) => [pairs([['LimitNOFILE', openFilesLimit]])]),
  ],
})
