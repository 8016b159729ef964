import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { execa } from 'execa'
import type { CommandOutput, Host, ReadOptions, RunOptions } from './host.ts'
import { type Observed, type Provenance, type Unseen, unseen } from './observed.ts'

/** More than a command's first 8 MiB is of no use to a fact. */
const MOST_OUTPUT = 8 * 1024 * 1024
const MOST_TEXT = 16 * 1024 * 1024

/** The machine that this process runs on. */
export function liveHost(env: NodeJS.ProcessEnv = process.env, cwd: string = process.cwd()): Host {
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? -1,
    env,
    cwd,
    now: Date.now,
    run: (argv, options) => run(argv, options, env),
    readBytes,
    readText: async (path, options) => {
      const read = await readBytes(path, options)
      return read.seen ? { ...read, value: read.value.toString('utf8') } : read
    },
  }
}

async function run(
  [program, ...args]: readonly [string, ...string[]],
  { timeoutMs, signal, input }: RunOptions,
  env: NodeJS.ProcessEnv,
): Promise<Observed<CommandOutput>> {
  const start = performance.now()
  const source = [program, ...args].join(' ')
  const done = await execa(program, args, {
    env: { ...env, LC_ALL: 'C', LANGUAGE: 'C', SYSTEMD_COLORS: '0', SYSTEMD_PAGER: '' },
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    reject: false,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_OUTPUT,
    cleanup: true,
    ...(signal && { cancelSignal: signal }),
  })
  const from = {
    ...provenance(source, start),
    ...(done.exitCode !== undefined && { exitCode: done.exitCode }),
  }
  if (done.timedOut || done.isCanceled) return unseen('timeout', `${program}: ${timeoutMs} ms`, from)
  if (done.exitCode === undefined && !done.isMaxBuffer) {
    const code = done.code ?? done.signal ?? 'failed'
    return unseen(code === 'ENOENT' ? 'unsupported' : whyNot(code), `${program}: ${code}`, from)
  }
  return {
    seen: true,
    value: { stdout: done.stdout, stderr: done.stderr, exitCode: done.exitCode ?? 0 },
    from,
  }
}

async function readBytes(
  path: string,
  { maxBytes = MOST_TEXT }: ReadOptions = {},
): Promise<Observed<Buffer>> {
  const start = performance.now()
  let handle: FileHandle | undefined
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    if (!(await handle.stat()).isFile())
      return unseen('failed', 'not a regular file', provenance(path, start))
    const buffer = Buffer.alloc(Math.min(maxBytes, 64 * 1024))
    const parts: Buffer[] = []
    let length = 0
    while (length < maxBytes) {
      // Files of /proc have no size: they are read until they end.
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, maxBytes - length), null)
      if (bytesRead === 0) break
      parts.push(Buffer.from(buffer.subarray(0, bytesRead)))
      length += bytesRead
    }
    return { seen: true, value: Buffer.concat(parts), from: provenance(path, start) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    const why = whyNot(code)
    return unseen(why, `${path}: ${code}`, provenance(path, start), why === 'denied' ? 'root' : undefined)
  } finally {
    await handle?.close().catch(() => {})
  }
}

/** What an error code of the system means for a fact. */
function whyNot(code: string): Unseen {
  if (code === 'EACCES' || code === 'EPERM') return 'denied'
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'failed'
}

/** @param start  of `performance.now()` when the look began */
export function provenance(source: string, start: number): Provenance {
  return { source, ms: Math.round(performance.now() - start), at: new Date().toISOString() }
}
