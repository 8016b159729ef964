import { networkInterfaces } from 'node:os'
import chalk from 'chalk'
import { cells } from '../../config/show.ts'
import type { ServerStatus } from '../../control/methods.ts'
import { shellWord } from '../../doctor/commands.ts'
import { t } from '../../messages/index.ts'
import { escapeForTerminal } from '../escape.ts'
import { wrapIndented } from '../screens/columns.ts'

export interface BannerFacts {
  readonly status: ServerStatus
  readonly dataFolder: string
  readonly logFile: string
  readonly filter: boolean
  readonly perAddress: number
  readonly attemptsPerMinute: number
  /** What the user has to type in front of a command's name, such as `chatctl`. */
  readonly program: string
  /** Width of the terminal; paths and addresses are never broken, so that they can be copied. */
  readonly columns: number
}

/** What `serve` prints once clients can connect: where, which version, what is protected, and what to type next. */
export function banner(facts: BannerFacts): string {
  const { status, program, columns } = facts
  const rows: [string, string][] = [
    [
      t('serve.address'),
      status.listening.map(({ host, port, tls }) => addressText(host, port, tls)).join(', '),
    ],
    [t('serve.reach'), reachable(status).join('  ')],
    [t('serve.config'), escapeForTerminal(status.config.path ?? t('serve.noConfig'))],
    [t('serve.data'), escapeForTerminal(facts.dataFolder)],
    [t('serve.log'), escapeForTerminal(facts.logFile)],
    [
      t('serve.rooms'),
      t('serve.roomsValue', { max: status.connections.max, compatibility: status.compatibility }),
    ],
  ]
  const words = [t('serve.protection'), protection(facts).join(t('serve.separator'))] as const
  const width = Math.max(...[...rows, words].map(([label]) => cells(label)))
  rows.push([
    words[0],
    wrapIndented(words[1], columns, width + 4)
      .join('\n')
      .trimStart(),
  ])
  const lines = rows.map(
    ([label, value]) => `  ${chalk.dim(label + ' '.repeat(width - cells(label)))}  ${value}`,
  )
  const next = (['chat', 'status', 'console', 'doctor'] as const).map(
    (command) =>
      `  ${chalk.bold(`${program} ${command}`.padEnd(program.length + 10))} ${t(`serve.next.${command}`)}`,
  )
  const title = chalk.green.bold(t('serve.running', { version: status.version }))
  const end = [...elsewhere(status.config.path), t('serve.next.stop')].map((line) => `  ${line}`)
  return [title, ...lines, '', t('serve.next.title'), ...next, ...end].join('\n')
}

const FOUND_ANYWHERE = /^\/(?:opt|etc)\/chatserver\/config\.json$/

/** In another folder the commands would look for another configuration, and find no server. */
function elsewhere(config: string | null): string[] {
  return config === null || FOUND_ANYWHERE.test(config)
    ? []
    : [t('serve.next.elsewhere', { flag: `--config ${escapeForTerminal(shellWord(config))}` })]
}

function addressText(host: string, port: number, tls: boolean): string {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return tls ? `${address} (TLS)` : address
}

/** Addresses that a client on this machine, or elsewhere, can type. */
function reachable({ listening }: ServerStatus): string[] {
  const [first] = listening
  if (first === undefined) return []
  const { host, port } = first
  if (host !== '0.0.0.0' && host !== '::') return [addressText(host, port, false)]
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(
      ({ internal, family, scopeid }) => !internal && (family === 'IPv4' || (host === '::' && !scopeid)),
    )
    .map(({ address }) => addressText(address, port, false))
  return [`127.0.0.1:${port}`, ...own]
}

function protection({ status, filter, perAddress, attemptsPerMinute }: BannerFacts): string[] {
  const isEncrypted = status.listening.some(({ tls }) => tls)
  return [
    status.console.protected ? t('serve.password') : t('serve.noPassword'),
    isEncrypted ? t('serve.tls') : t('serve.noTls'),
    perAddress > 0 || attemptsPerMinute > 0
      ? t('serve.limits', { perAddress, attempts: attemptsPerMinute })
      : t('serve.noLimits'),
    filter ? t('serve.filter') : t('serve.noFilter'),
    t('serve.lists', { bans: status.bans, mutes: status.mutes }),
  ]
}
