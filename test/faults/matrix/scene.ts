import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { freePort, testConfig } from '../../helpers/chatctl.ts'
import { Daemon, eventually } from '../../helpers/daemon.ts'
import { temporaryFolder } from '../../helpers/temporary-folder.ts'
import type { FaultCase, Scene } from './fault-case.ts'

/** The servers of tests listen on loopback alone, and that is meant. */
const acknowledged = JSON.stringify([
  {
    check: 'network/loopback-only',
    reason: 'a test',
    by: 'the test',
    at: '2026-01-01T00:00:00.000Z',
    until: '2999-01-01T00:00:00.000Z',
  },
])

/** The healthy server of a case. */
export async function sceneOf(t: TestContext, { running, settings = {} }: FaultCase): Promise<Scene> {
  const files = { 'doctor-acknowledged.json': acknowledged }
  if (running) {
    const daemon = await Daemon.start({ config: settings, files })
    t.after(() => daemon.stop())
    await eventually(() => daemon.read('instance.json') || undefined, 'the instance file')
    return scene(daemon.folder, daemon.port, daemon)
  }
  const folder = temporaryFolder(t)
  const port = await freePort()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  writeFileSync(join(folder, 'config.json'), JSON.stringify(testConfig(port, settings), null, 2))
  return scene(folder, port, null)
}

function scene(folder: string, port: number, daemon: Daemon | null): Scene {
  const config = join(folder, 'config.json')
  return {
    folder,
    config,
    port,
    daemon,
    path: (name) => join(folder, name),
    edit: (change) => writeFileSync(config, change(readFileSync(config, 'utf8'))),
  }
}
