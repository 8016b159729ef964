import { existsSync, readFileSync } from 'node:fs'
import { shellWord } from '../doctor/commands.ts'
import { configFlag } from '../facts/server-kind.ts'
import { configForRoot } from './as-root.ts'
import { unitFile } from './installed-unit.ts'

/** The commands that are about one server, as they begin. `service`, `explain` and `config init` find or make their own. */
const ABOUT_A_SERVER =
  /\bchatctl (?:config (?:check|diff|get|set|show)|doctor undo|logs (?:clear|rotate)|backup \w+|debug \w+|(?:status|users|files|bans|mutes|unban|ban|unmute|mute|kick|rename|say|reload|loglevel|save|shutdown|console|top|doctor|logs|passwd|ports|monitor|serve|report)(?! --help))(?![\w/-])/g

/**
 * Advice for the server that a command was told with `--config`: pasted as it stands, it would look at another one, or find none.
 *
 * @param advice  a sentence or commands for the reader
 * @param argv    what this command was called with
 * @param start   how the server is started here, where that is not `chatctl serve`
 */
export function aboutSameServer(
  advice: string,
  argv: readonly string[] = process.argv.slice(2),
  start: () => string | undefined = startOfService,
): string {
  if (advice.includes(SAME_COMMAND)) return withSameCommand(advice, argv, process.env)
  const config = configFlag(argv)
  if (config === undefined)
    return isElsewhere(argv) ? advice : advice.replace(STARTING, (command) => start() ?? command)
  if (advice.includes('--config')) return advice
  return advice.replace(ABOUT_A_SERVER, (command) => `${command} --config ${shellWord(config)}`)
}

/** `chatctl serve` as a whole command. */
const STARTING = /\bchatctl serve\b(?! --)/g

/** Whether the command line names a machine, whose services nobody knows here. */
const isElsewhere = ([command = '', ...words]: readonly string[]) =>
  ['ping', 'chat', 'bench'].includes(command) &&
  (words[0]?.startsWith('-') === false || words.some((word) => word.startsWith('--host')))

/** Beside a service, a server on a terminal would be a second one, with files of another user. */
function startOfService(): string | undefined {
  const file = process.env.CHATCTL_CONFIG ? undefined : unitFile('chatserver')
  if (file === undefined) return undefined
  try {
    const unit = readFileSync(file, 'utf8')
    const isOurs = /^ExecStart=.*\bserve\b/m.test(unit)
    const isMeant = !existsSync('config.json') || unit.includes(process.cwd())
    return isOurs && isMeant ? `${process.getuid?.() === 0 ? '' : 'sudo '}chatctl service start` : undefined
  } catch {
    return undefined
  }
}

/** Stands in the catalogues where the reader has to type once more what he has typed, as somebody else. */
const SAME_COMMAND = 'chatctl …'

/**
 * Advice with the command itself in the place of `chatctl …`, ready to be pasted.
 *
 * @param env  what sudo would drop of it becomes a flag
 */
export function withSameCommand(advice: string, argv: readonly string[], env: NodeJS.ProcessEnv): string {
  const command = ['chatctl', ...argv, ...configForRoot(argv, env)].map(shellWord).join(' ')
  return advice.replace("sudo -u 'root' ", 'sudo ').replace(SAME_COMMAND, () => command)
}
