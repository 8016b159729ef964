import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Host } from '../host/host.ts'
import { type Observed, unseen } from '../host/observed.ts'
import { type Account, accountOf, accountOfFile } from './accounts.ts'
import type { UnitState } from './shapes/unit.ts'
import {
  assignments,
  parseProperties,
  startArguments,
  UNIT_PROPERTIES,
  type UnitProperties,
  unitState,
} from './unit-state.ts'

/** A machine that is busy takes its time, and what is not known of the unit is not known of the server. */
const ANSWER_MS = 2500

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
  /** What systemd of the machine says of the name, where the facts are those of a user's unit. */
  readonly ofMachine?: UnitState
  /** null where no such unit is loaded, neither of the machine nor of the user who asks */
  readonly launch: Launch | null
}

/**
 * Asks systemd about a unit; `unsupported` where this machine has no systemd. Where it has no such unit, the systemd of a user
 * may have one: of the user who asks, or of the one for whom root asks.
 *
 * @param config  value of `--config`: whose it is runs it, where root asks and nobody is known who has become root
 */
export async function findUnit(
  host: Host,
  name: string,
  config: string | undefined,
  signal: AbortSignal,
): Promise<Observed<Unit>> {
  const unit = await askFor(host, name, ['systemctl'], signal)
  if (!unit.seen || unit.value.facts.loadState !== 'not-found') return unit
  const user = await userOf(host, config)
  if (user === null) return unit
  const own = await askFor(host, name, asUser(host, user), signal)
  const ofMachine = unit.value.facts
  if (!own.seen) {
    // No bus to ask at is none that runs; one that does not answer in time may have the unit all the same.
    const isOthers = user.uid !== host.uid && existsSync(`/run/user/${user.uid}/systemd`)
    return isOthers || own.why === 'timeout'
      ? { ...unit, value: { ...unit.value, facts: { ...ofMachine, untoldUser: user.name } } }
      : unit
  }
  if (own.value.facts.loadState === 'not-found') return unit
  const facts: UnitState = { ...own.value.facts, isOfUser: true, user: user.name, group: null }
  return { ...own, value: { facts, ofMachine, launch: own.value.launch } }
}

/** Whose systemd may have the unit, where the machine's has none; null where there are no users. */
async function userOf(host: Host, config: string | undefined): Promise<Account | null> {
  if (host.uid < 0) return null
  const itself = async () => {
    const name = String(host.uid)
    return (await accountOf(host, name, null)) ?? { name, uid: host.uid, gid: host.uid, gids: [] }
  }
  if (host.uid > 0) return await itself()
  const before = host.env.SUDO_UID
  if (before !== undefined && /^[1-9]\d*$/.test(before)) return await accountOf(host, before, null)
  const owner = config === undefined ? null : await accountOfFile(host, resolve(host.cwd, config))
  return owner === null || owner.uid === 0 ? await itself() : owner
}

/**
 * systemctl for a user's own systemd. It lets in nobody else, so root becomes that user for it: `-M USER@` would log him in, which
 * is written into the log of the machine each time.
 */
function asUser({ uid }: Host, user: Account): readonly [string, ...string[]] {
  if (uid === user.uid) return ['systemctl', '--user']
  const become = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'] as const
  const bus = ['env', '-u', 'DBUS_SESSION_BUS_ADDRESS', `XDG_RUNTIME_DIR=/run/user/${user.uid}`]
  return [...become, ...bus, 'systemctl', '--user']
}

async function askFor(
  host: Host,
  name: string,
  systemctl: readonly [string, ...string[]],
  signal: AbortSignal,
): Promise<Observed<Unit>> {
  const argv = [
    ...systemctl,
    'show',
    `${name}.service`,
    '--no-pager',
    `--property=${UNIT_PROPERTIES.join(',')}`,
  ] as const
  const asked = await host.run(argv, { timeoutMs: ANSWER_MS, signal })
  const from = { ...asked.from, source: [...systemctl, 'show', `${name}.service`].join(' ') }
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
