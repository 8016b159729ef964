import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { PROGRAM } from './program.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const INIT = join(import.meta.dirname, 'systemd-box-init.sh')
const BOOT_PATIENCE = 30_000
const COMMAND_PATIENCE = 60_000
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** What a command in the box left behind. */
export interface BoxOutcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface BoxRunOptions {
  /** Ordinary user to become; root if not given. */
  readonly user?: string
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * A machine for one test: systemd as its first process, with journal, units, firewall and network of its own, over this
 * machine's files, which it sees and cannot change. Limits of memory have no effect in it.
 */
export class SystemdBox {
  /** Folder that has the same path and the same files inside and outside. */
  readonly share: string
  /** Pid of its first process, outside. */
  readonly pid: number

  /** Switches it off as a power cut does; resolves when nothing of it is left. */
  readonly end: () => Promise<void>

  constructor(share: string, pid: number, end: () => Promise<void>) {
    this.share = share
    this.pid = pid
    this.end = end
  }

  /** Runs a program in the box, and gives what came of it whatever it was. */
  run(argv: readonly string[], options: BoxRunOptions = {}): Promise<BoxOutcome> {
    const { user, input = '', env = {} } = options
    const variables = Object.entries({ PATH: SYSTEM_PATH, LC_ALL: 'C.UTF-8', HOME: '/root', ...env })
    const inner = ['env', '-i', ...variables.map(([name, value]) => `${name}=${value}`), ...argv]
    const words = user === undefined ? inner : ['runuser', '-u', user, '--', ...inner]
    return new Promise((settle) => {
      const child = execFile(
        'nsenter',
        ['-t', String(this.pid), '-a', '--', ...words],
        { timeout: COMMAND_PATIENCE, killSignal: 'SIGKILL', maxBuffer: 64 << 20 },
        (error, stdout, stderr) => settle({ code: Number(error?.code ?? (error ? -1 : 0)), stdout, stderr }),
      )
      child.stdin?.on('error', () => {})
      child.stdin?.end(input)
    })
  }

  /** Runs a program that must succeed, and gives what it printed. */
  async ok(argv: readonly string[], options: BoxRunOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(argv, options)
    if (code !== 0) throw new Error(`${argv.join(' ')}: ${code}: ${stderr}${stdout}`)
    return stdout
  }

  /** chatctl, in English and without colours. */
  chatctl(args: readonly string[], options: BoxRunOptions = {}): Promise<BoxOutcome> {
    const env = { NO_COLOR: '1', ...options.env }
    return this.run([process.execPath, PROGRAM, ...args], { ...options, env })
  }

  /** Writes a file of the box, with the folders above it. */
  async write(path: string, text: string): Promise<void> {
    const script = 'mkdir -p "$(dirname "$1")" && cat > "$1"'
    await this.ok(['sh', '-c', script, 'sh', path], { input: text })
  }

  /** Writes `NAME.service` and has systemd read it. */
  async unit(name: string, text: string): Promise<void> {
    await this.write(`/etc/systemd/system/${name}.service`, text)
    await this.ok(['systemctl', 'daemon-reload'])
  }

  /**
   * Installs the server of this repository as `chatserver.service`, as the guide has it: user chatserver, files in
   * /opt/chatserver, log in /var/log/chatserver. It is enabled, and not started; `chatctl` is on the path.
   *
   * @param config  sections of config.json
   * @param lines  more lines for the unit's [Service] section
   */
  async install(config: Readonly<Record<string, object>> = {}, lines: readonly string[] = []): Promise<void> {
    await this.ok(['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'chatserver'])
    const logging = { file: '/var/log/chatserver/server.log' }
    const data = { banned_ips_file: 'data/banned_ips.json', muted_ips_file: 'data/muted_ips.json' }
    const text = JSON.stringify({ server: {}, admin: {}, logging, data, ...config }, null, 2)
    await this.write('/opt/chatserver/config.json', `${text}\n`)
    await this.ok(['mkdir', '-p', '/opt/chatserver/data', '/var/log/chatserver'])
    await this.ok(['chown', '-R', 'chatserver:chatserver', '/opt/chatserver', '/var/log/chatserver'])
    await this.ok(['chmod', '-R', 'o-rwx', '/opt/chatserver', '/var/log/chatserver'])
    const program = `exec ${process.execPath} ${PROGRAM} "$@"`
    await this.write('/usr/local/bin/chatctl', `#!/bin/sh\n${program}\n`)
    await this.ok(['chmod', '755', '/usr/local/bin/chatctl'])
    await this.unit('chatserver', unitText(lines))
    await this.ok(['systemctl', 'enable', '--quiet', 'chatserver'])
  }
}

function unitText(lines: readonly string[]): string {
  const service = [
    'Type=notify',
    'NotifyAccess=all',
    'User=chatserver',
    'Group=chatserver',
    'WorkingDirectory=/opt/chatserver',
    'RuntimeDirectory=chatctl',
    `ExecStart=${process.execPath} ${PROGRAM} serve --config /opt/chatserver/config.json`,
    'Restart=on-failure',
    'RestartSec=1',
    'LimitNOFILE=65536',
    ...lines,
  ]
  const install = '[Install]\nWantedBy=multi-user.target\n'
  return `[Unit]\nDescription=Chat server\nAfter=network.target\n\n[Service]\n${service.join('\n')}\n\n${install}`
}

/** What a box keeps when it is switched off, so that it can be booted again. */
export interface BoxDisk {
  /** Where a file system of its own is mounted. */
  readonly path: string
}

/**
 * Boots a box that ends with the test.
 *
 * @param disk  to keep what the box writes; else all of it ends with the box
 * @returns undefined after skipping the test where none can be had
 */
export async function bootSystemdBox(t: TestContext, disk?: BoxDisk): Promise<SystemdBox | undefined> {
  const why = whyNoBox()
  if (why !== undefined) {
    t.skip(why)
    return undefined
  }
  const share = mkdtempSync(join(tmpdir(), 'chatctl-box-'))
  const cgroup = ownCgroup(share)
  const enter = cgroup === undefined ? '' : `echo $$ > '${cgroup}/cgroup.procs';`
  const namespaces = [
    '--fork',
    '--kill-child=KILL',
    '--pid',
    '--mount',
    '--uts',
    '--ipc',
    '--net',
    '--cgroup',
  ]
  // When the test is killed, so is unshare, and with it the box.
  const script = `${enter} exec setpriv --pdeathsig KILL unshare ${namespaces.join(' ')} '${INIT}' '${share}' '${ROOT}' '${disk?.path ?? ''}'`
  const unshare = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(unshare, 'exit')
  let said = ''
  for (const stream of [unshare.stdout, unshare.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
    })
  }
  const end = async () => {
    unshare.kill('SIGKILL')
    await ended
    await removeCgroup(cgroup)
    rmSync(share, { recursive: true, force: true })
  }
  t.after(end)
  return await whenUp({ share, outer: unshare.pid as number, end }, () => said)
}

interface Started {
  readonly share: string
  readonly outer: number
  readonly end: () => Promise<void>
}

async function whenUp({ share, outer, end }: Started, said: () => string): Promise<SystemdBox> {
  const deadline = Date.now() + BOOT_PATIENCE
  for (let state = ''; ; ) {
    const pid = firstChild(outer)
    if (pid !== undefined) {
      const box = new SystemdBox(share, pid, end)
      state = (await box.run(['systemctl', 'is-system-running'])).stdout.trim()
      if (state === 'running' || state === 'degraded') return box
    }
    if (Date.now() > deadline) throw new Error(`the box did not come up: ${state}\n${said()}`)
    await delay(50)
  }
}

function firstChild(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0]) || undefined
  } catch {
    return undefined
  }
}

function whyNoBox(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux, for systemd in namespaces'
  if (process.getuid?.() !== 0) return 'needs root, for systemd in namespaces'
  if (!existsSync('/lib/systemd/systemd')) return 'needs systemd installed'
  const missing = ['unshare', 'nsenter', 'setpriv', 'ip'].filter((program) => !isInstalled(program))
  if (missing.length > 0) return `needs ${missing.join(', ')}`
  try {
    // Over a folder that every machine has, in the namespace alone.
    const script =
      'mount -t tmpfs tmpfs /tmp && cd /tmp && mkdir u w r && mount -t overlay overlay -o lowerdir=/,upperdir=u,workdir=w r'
    execFileSync('unshare', ['--mount', '--net', '--cgroup', 'sh', '-c', script], { stdio: 'pipe' })
    return undefined
  } catch (error) {
    return `needs namespaces and overlay file systems: ${(error as Error).message.trim()}`
  }
}

function isInstalled(program: string): boolean {
  return SYSTEM_PATH.split(':').some((folder) => existsSync(join(folder, program)))
}

/** Two boxes in one control group would take each other's units for their own. */
function ownCgroup(share: string): string | undefined {
  const top = /^\d+ \d+ \S+ \S+ (\S+) .*- cgroup2 /m.exec(readFileSync('/proc/self/mountinfo', 'utf8'))?.[1]
  const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1]
  if (top === undefined || own === undefined) return undefined
  const path = join(top, own, share.slice(share.lastIndexOf('/') + 1))
  try {
    mkdirSync(path)
    return path
  } catch {
    return undefined
  }
}

async function removeCgroup(path: string | undefined): Promise<void> {
  if (path === undefined) return
  // The kernel lets go of a group a moment after its last process has ended.
  for (let attempt = 0; existsSync(path) && attempt < 100; attempt++) {
    removeFolders(path)
    await delay(20)
  }
}

function removeFolders(path: string): void {
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory()) removeFolders(join(path, entry.name))
    }
    rmdirSync(path)
  } catch {}
}
