import type { Readable } from 'node:stream'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { streamProgram } from '../host/stream-program.ts'

export interface TcpdumpOptions {
  readonly ports: readonly number[]
  readonly ip?: string | undefined
  /** All of them where it is not given. */
  readonly interface?: string | undefined
  readonly env: NodeJS.ProcessEnv
}

/** A recording that runs. */
export interface Recording {
  /** In the format of pcap; ends when the recording does. */
  readonly bytes: Readable
  stop(): void
  /** Resolves when it has ended. @returns packets that the kernel has dropped, null where tcpdump did not tell */
  readonly ended: Promise<number | null>
}

/** How long it may take to begin. */
const START_MS = 10_000
/** What libpcap has seen it may keep for a second, in blocks, before it hands it on; asked to end, it would keep it for good. */
const SETTLE_MS = 1200
/** Room in the kernel for a burst, in KiB. */
const BUFFER_KIB = 8192
/** How long it may take to end, once it was asked to. */
const END_MS = 5000
/** Where system programs are that are in the path of root alone. */
const SYSTEM_FOLDERS = '/usr/sbin:/sbin'

/**
 * Records with tcpdump, from the moment that this resolves.
 *
 * @throws ChatctlError `capture/no-tcpdump`, `capture/no-permission`, `capture/no-interface`, `capture/failed`
 */
export async function startTcpdump(options: TcpdumpOptions): Promise<Recording> {
  const begun = Promise.withResolvers<void>()
  const env = { ...options.env, PATH: `${options.env.PATH ?? ''}:${SYSTEM_FOLDERS}` }
  const program = streamProgram(['tcpdump', ...tcpdumpArguments(options)], env, (text) => {
    if (text.includes('listening on')) begun.resolve()
  })
  const timer = setTimeout(
    () => begun.reject(new ChatctlError('capture/failed', { detail: 'ETIMEDOUT' })),
    START_MS,
  )
  const early = program.ended.then(({ code, stderr }) => begun.reject(explain(code, stderr, options)))
  try {
    await begun.promise
  } catch (error) {
    program.kill()
    throw error
  } finally {
    clearTimeout(timer)
  }
  let stopper: NodeJS.Timeout | undefined
  let killer: NodeJS.Timeout | undefined
  const ended = early.then(async () => {
    clearTimeout(stopper)
    clearTimeout(killer)
    const dropped = /^(\d+) packets? dropped by kernel$/m.exec((await program.ended).stderr)?.[1]
    return dropped === undefined ? null : Number(dropped)
  })
  return {
    bytes: program.stdout,
    stop() {
      stopper ??= setTimeout(() => {
        program.stop()
        killer = setTimeout(() => program.kill(), END_MS)
      }, SETTLE_MS)
    },
    ended,
  }
}

function tcpdumpArguments({ ports, ip, interface: device }: Omit<TcpdumpOptions, 'env'>): string[] {
  const filter = `(${ports.map((port) => `tcp port ${port}`).join(' or ')})${ip === undefined ? '' : ` and host ${ip}`}`
  const anywhere = process.platform === 'linux' ? ['-i', 'any'] : []
  // Whole packets, each as it comes, without looking up names.
  return [
    ...(device === undefined ? anywhere : ['-i', device]),
    '-n',
    '-U',
    '-B',
    String(BUFFER_KIB),
    '-s',
    '0',
    '-w',
    '-',
    filter,
  ]
}

function explain(
  code: string | undefined,
  stderr: string,
  { interface: device = 'any' }: TcpdumpOptions,
): ChatctlError {
  const detail = stderr.trim().split('\n').join(' ').slice(0, 500)
  if (code === 'ENOENT') return new ChatctlError('capture/no-tcpdump')
  if (code === 'EACCES' || /permission|not permitted/i.test(stderr))
    return new ChatctlError('capture/no-permission', { detail: detail || (code ?? '') })
  if (/no such device|doesn't exist|not exist|is not up/i.test(stderr))
    return new ChatctlError('capture/no-interface', { device, detail })
  return new ChatctlError('capture/failed', { detail: detail || (code ?? '') })
}
