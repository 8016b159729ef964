import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { testConfig } from '../../helpers/chatctl.ts'
import { Daemon } from '../../helpers/daemon.ts'
import type { FaultCase, Scene } from './fault-case.ts'

const LISTEN =
  "require('node:net').createServer().listen(Number(process.argv[2]), '127.0.0.1', () => console.log('up'))"
/** Starts a program in the folder of the scene and waits until it says that it listens. */
async function holding(t: TestContext, folder: string, argv: readonly [string, ...string[]]): Promise<void> {
  const [program, ...args] = argv
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data', { signal: AbortSignal.timeout(20_000) })
}

async function foreignProgram({ folder, port, path }: Scene, t: TestContext): Promise<void> {
  writeFileSync(path('shop.cjs'), LISTEN)
  await holding(t, folder, [process.execPath, 'shop.cjs', String(port)])
}

/** Processes and ports. Without a service it is left to people to start the server. */
export const SERVER_FAULTS: readonly FaultCase[] = [
  {
    fault: 'the process of the server was stopped (SIGSTOP)',
    running: true,
    inject: ({ daemon }) => void daemon?.child.kill('SIGSTOP'),
    finds: ['service/process-stopped'],
    evidence: /state is T/,
    cure: 'fix',
    release: ({ daemon }) => void daemon?.child.kill('SIGCONT'),
  },
  {
    fault: 'a foreign program holds the port',
    running: false,
    inject: foreignProgram,
    finds: ['network/port-held-by-other'],
    evidence: /shop\.cjs/,
    cure: 'fix',
    undo: 'final',
    leaves: ['service/not-running'],
  },
  {
    fault: 'another server of ours holds the port',
    running: false,
    async inject({ config }, t) {
      const other = await Daemon.start()
      t.after(() => other.stop())
      writeFileSync(config, JSON.stringify(testConfig(other.port), null, 2))
    },
    finds: ['network/port-held-by-old-instance'],
    evidence: /pid \d+/,
    cure: 'fix',
    undo: 'final',
    leaves: ['service/not-running'],
  },
]
