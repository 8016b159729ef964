import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Host } from '../../src/host/host.ts'
import { liveHost } from '../../src/host/live-host.ts'
import { type MonitorOptions, runMonitor } from '../../src/monitor/run.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { watchedServer } from './site.ts'

const SECOND = 1000

/** This machine with another load, at another time. */
class Machine {
  now = Date.UTC(2026, 10, 25, 3)
  isBusy = false

  host(): Host {
    const host = liveHost()
    return {
      ...host,
      now: () => this.now,
      readText: async (path, options) => {
        const read = await host.readText(path, options)
        const text = this.#text(path)
        return text === null ? read : { seen: true, value: text, from: read.from }
      },
    }
  }

  #text(path: string): string | null {
    const load = this.isBusy ? '5000.00' : '0.10'
    if (path === '/proc/loadavg') return `${load} ${load} ${load} 1/100 4711\n`
    if (path !== '/proc/pressure/cpu') return null
    return `some avg10=0.00 avg60=${this.isBusy ? '99.00' : '0.00'} avg300=0.00 total=1\n`
  }
}

test('a load about its limit is told when it has lasted, and its end too: no alarm and all-clear within seconds', async (t) => {
  if (process.platform !== 'linux') return t.skip('needs /proc')
  const server = await watchedServer(t)
  const machine = new Machine()
  const options: MonitorOptions = {
    config: join(server.folder, 'config.json'),
    unit: 'no-such-unit',
    folder: join(temporaryFolder(t), 'state'),
    everyMs: null,
    repeatMs: 4 * 3600 * SECOND,
    restart: { when: [], limit: 0 },
    channels: { exec: null, webhook: null },
    textfile: null,
  }
  /** A monitor of its own each time, as by a timer. */
  const look = async (isBusy: boolean, afterMs: number) => {
    Object.assign(machine, { isBusy, now: machine.now + afterMs })
    const told: string[] = []
    const hooks = {
      onLook: (_: unknown, alert: { events: readonly { check: string | null; kind: string }[] } | null) => {
        for (const { check, kind } of alert?.events ?? []) if (check === 'host/load-high') told.push(kind)
      },
      onAttempt() {},
      onTrouble() {},
    }
    assert.ok(await runMonitor(machine.host(), options, hooks, AbortSignal.timeout(120 * SECOND)))
    return told
  }
  assert.deepEqual(await look(true, 0), [])
  assert.deepEqual(await look(true, 60 * SECOND), ['problem'])
  assert.deepEqual(await look(false, 5 * SECOND), [])
  assert.deepEqual(await look(false, 60 * SECOND), ['recovered'])
})
