import type { Host } from '../host/host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import type { UnitState } from './shapes/unit.ts'
import {
  assignments,
  parseProperties,
  startArguments,
  UNIT_PROPERTIES,
  type UnitProperties,
  unitState,
} from './unit-state.ts'

/** Where the server of a unit would look for its configuration. */
interface Launch {
  readonly explicit: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly overrides: { readonly host?: string; readonly port?: string }
}

/** The unit as facts show it, and how it starts the server. Its environment may hold secrets: it is no fact. */
export interface Unit {
  readonly facts: UnitState
  /** null where no such unit is loaded, neither of the machine nor of the user who asks */
  readonly launch: Launch | null
}

/**
 * Asks systemd about a unit; `unsupported` where this machine has no systemd. Where it has no such unit, but the systemd of who
 * asks has one, that one says how the server is started: it is no unit of the machine otherwise.
 */
export async function findUnit(host: Host, name: string, signal: AbortSignal): Promise<Observed<Unit>> {
  const unit = await askFor(host, name, 'system', signal)
  if (!unit.seen || unit.value.facts.loadState !== 'not-found') return unit
  const own = await askFor(host, name, 'user', signal)
  if (!own.seen || own.value.launch === null) return unit
  return { ...unit, value: { facts: { ...unit.value.facts, isOfUser: true }, launch: own.value.launch } }
}

async function askFor(
  host: Host,
  name: string,
  scope: 'system' | 'user',
  signal: AbortSignal,
): Promise<Observed<Unit>> {
  const argv = [
    'systemctl',
    ...(scope === 'user' ? ['--user'] : []),
    'show',
    `${name}.service`,
    '--no-pager',
    `--property=${UNIT_PROPERTIES.join(',')}`,
  ] as const
  const asked = await host.run(argv, { timeoutMs: 1500, signal })
  const from = { ...asked.from, source: argv.slice(0, argv.indexOf('--no-pager')).join(' ') }
  if (!asked.seen) return { ...asked, from }
  const { stdout, stderr, exitCode } = asked.value
  const noSystemd = /not been booted with systemd|Host is down|Failed to connect to bus/i.test(stderr)
  if (exitCode !== 0) return unseen(noSystemd ? 'unsupported' : 'failed', firstLine(stderr), from)
  const property = parseProperties(stdout)
  if (property.get('LoadState') === undefined) return unseen('failed', firstLine(stdout), from)
  const facts = unitState(name, property)
  return { seen: true, value: { facts, launch: await launchOf(host, facts, property) }, from }
}

const firstLine = (text: string) => text.trim().split('\n')[0] ?? ''

async function launchOf(host: Host, facts: UnitState, property: UnitProperties): Promise<Launch | null> {
  const argv = startArguments(property)
  if (facts.loadState !== 'loaded' || argv.length === 0) return null
  const flag = (name: string) => {
    const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`))
    return at < 0 ? undefined : argv[at]?.slice(name.length + 1) || argv[at + 1]
  }
  const [hostFlag, port] = [flag('--host'), flag('--port')]
  return {
    explicit: flag('--config'),
    env: {
      ...Object.fromEntries(assignments(property.get('Environment') ?? '')),
      ...(await fromFiles(host, property.get('EnvironmentFiles') ?? '')),
    },
    cwd: facts.workingDirectory ?? '/',
    overrides: { ...(hostFlag !== undefined && { host: hostFlag }), ...(port !== undefined && { port }) },
  }
}

/** `EnvironmentFile=`, as far as this user may read them: `/etc/default/chatserver (ignore_errors=yes)`. */
async function fromFiles(host: Host, property: string): Promise<NodeJS.ProcessEnv> {
  const paths = [...property.matchAll(/(\/.*?) \(ignore_errors=\w+\)/g)].map(([, path = '']) => path)
  const texts = await Promise.all(paths.map((path) => host.readText(path, { maxBytes: 64 * 1024 })))
  const lines = texts.flatMap((text) => (text.seen ? text.value.split('\n') : []))
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? []
      return name === undefined ? [] : [[name, value.trim().replace(/^(["'])(.*)\1$/, '$2')]]
    }),
  )
}
