import { setTimeout as delay } from 'node:timers/promises'
import { provenance } from '../../host/live-host.ts'
import { unseen } from '../../host/observed.ts'
import { cpuSeconds, openFiles, processInfo, readOrNull, waitsIn } from '../../host/proc/process-info.ts'
import { userName } from '../accounts.ts'
import { defineCollector } from '../collector.ts'
import { type ServerProcess, serverProcesses, startOf } from '../server-processes.ts'
import type { ProcessFacts } from '../shapes/process.ts'

/** Long enough for the ticks of 10 ms in which the kernel counts, and no longer than the canary takes anyway. */
const SAMPLE_MS = 300

/** The running server, ours or an original one (guide, checklist 3; problems 7 and 8). */
export const processesCollector = defineCollector({
  fact: 'processes',
  async collect(host, target, signal) {
    const start = performance.now()
    if (readOrNull('/proc/self/stat') === null)
      return unseen('unsupported', 'no /proc', provenance('/proc', start))
    const servers = await serverProcesses(target)
    if (servers.length === 0 && readOrNull('/proc/1/stat') === null)
      return unseen('denied', 'processes of others are hidden (hidepid)', provenance('/proc', start), 'root')
    const meant = servers.filter(({ isMeant }) => isMeant)
    const before = new Map(meant.map(({ info }) => [info.pid, sample(info.pid)]))
    if (meant.length > 0) await delay(SAMPLE_MS, undefined, { signal }).catch(() => {})
    const facts = servers.map(async (server): Promise<ProcessFacts> => {
      const { pid, uid } = server.info
      return { ...shape(server), user: await userName(host, uid), ...second(server, before.get(pid)) }
    })
    return { seen: true, value: await Promise.all(facts), from: provenance('/proc', start) }
  },
})

function shape(server: ServerProcess) {
  const { info, kind, isMeant, cwd, unit, configPath } = server
  const startedAt = startOf(info)
  const { open, limit } = openFiles(info.pid)
  return {
    pid: info.pid,
    kind,
    isMeant,
    command: info.argv.join(' '),
    uid: info.uid,
    startedAt,
    uptimeSeconds:
      startedAt === null ? null : Math.max(0, Math.round((Date.now() - Date.parse(startedAt)) / 1000)),
    rssBytes: info.rssBytes,
    openFiles: open,
    openFilesLimit: limit,
    waitsIn: waitsIn(info.pid),
    cwd,
    unit,
    configPath,
  }
}

function sample(pid: number) {
  return { at: performance.now(), seconds: cpuSeconds(pid) }
}

/** What takes two looks: processor time, and a state that lasts. */
function second({ info }: ServerProcess, before: ReturnType<typeof sample> | undefined) {
  const now = processInfo(info.pid)
  const state = now === null || now.state === info.state ? info.state : 'S'
  if (now === null || before?.seconds === undefined || before.seconds === null)
    return { state, cpuPercent: null }
  const elapsed = (performance.now() - before.at) / 1000
  return { state, cpuPercent: Math.max(0, Math.round(((now.cpuSeconds - before.seconds) / elapsed) * 100)) }
}
