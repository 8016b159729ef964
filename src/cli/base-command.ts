import { stripVTControlCharacters } from 'node:util'
import { Command } from '@oclif/core/command'
import { Config } from '@oclif/core/config'
import * as Flags from '@oclif/core/flags'
import type { LoadOptions } from '@oclif/core/interfaces'
import { chalkStderr } from 'chalk'
import { ChatctlError } from '../errors/chatctl-error.ts'
import { EXIT } from '../errors/ids.ts'
import { en } from '../messages/en/index.ts'
import { askHere } from './confirm.ts'
import { type Consent, takeConsent } from './consent.ts'
import type { Wanted } from './daemon.ts'
import { jsonForTerminal } from './escape.ts'
import { aboutSameServer } from './same-server.ts'
import type { Surroundings } from './sanctions/impose.ts'
import { thisHost } from './targets/this-host.ts'
import { usageError } from './usage-error.ts'

/** The flags that every command has. */
export interface GlobalFlags {
  readonly config?: string | undefined
  readonly json: boolean
  readonly yes: boolean
}

/** `--yes` of the commands that do things of different risk, in place of the one that every command has. */
export const yesByRisk = Flags.boolean({
  char: 'y',
  helpLabel: '-y, --yes[=destructive]',
  description: en.commands.help.flagYesByRisk,
})

/** What every command of chatctl has: the three flags, and one way to print results, notes and failures. */
export abstract class ChatctlCommand extends Command {
  static override baseFlags = {
    config: Flags.string({
      helpValue: 'FILE',
      description: en.commands.help.flagConfig,
      helpGroup: 'GLOBAL',
    }),
    json: Flags.boolean({ description: en.commands.help.flagJson, helpGroup: 'GLOBAL' }),
    yes: Flags.boolean({ char: 'y', description: en.commands.help.flagYes, helpGroup: 'GLOBAL' }),
  }

  /**
   * As oclif's own, but with the configuration of the program as it is: oclif loads that once more, for the sake of commands
   * that bring another version of oclif with them.
   */
  static override async run<T extends Command>(
    this: new (
      argv: string[],
      config: Config,
    ) => T,
    argv: string[] = [],
    config?: LoadOptions,
  ): Promise<ReturnType<T['run']>> {
    if (!(config instanceof Config))
      throw new TypeError('a command is run by the program, with its configuration')
    return await (new this(argv, config) as Command as ChatctlCommand)._run()
  }

  #agreesToEverything = false
  readonly #ofFailure: string[] = []

  /** What wrong usage ends with; of another value where 2 means something else. */
  protected readonly usageExitCode: number = EXIT.configuration

  protected override async init(): Promise<void> {
    await super.init()
    const { argv, everything } = takeConsent(this.argv)
    this.argv = argv
    this.#agreesToEverything = everything
  }

  /** How far `--yes` goes, for commands that do things of different risk. */
  protected consent({ yes }: Pick<GlobalFlags, 'yes'>): Consent {
    if (!yes) return 'nothing'
    return this.#agreesToEverything ? 'everything' : 'safe'
  }

  /**
   * Prints what a command found out on standard output.
   *
   * @param result  printed as one JSON document with `--json`; the control contract names its fields
   * @param screen  the text for people, rendered only when it is wanted
   */
  protected print(flags: { readonly json: boolean }, result: unknown, screen: () => string): void {
    process.stdout.write(`${flags.json ? jsonForTerminal(result) : screen()}\n`)
  }

  /** Prints something beside the result on standard error, so that a pipe gets the result alone. */
  protected note(text: string): void {
    // What was coloured for a terminal on standard output may go to a file on standard error.
    const shown = chalkStderr.level === 0 ? stripVTControlCharacters(text) : text
    process.stderr.write(`${shown}\n`)
  }

  /** Keeps a note that only matters where the command fails. */
  protected noteOfFailure(text: string): void {
    this.#ofFailure.push(text)
  }

  /** Says what was kept for this. */
  protected failing(): void {
    for (const text of this.#ofFailure.splice(0)) this.note(text)
  }

  /** Which server a command is for. */
  protected wanted({ config }: Pick<GlobalFlags, 'config'>): Wanted {
    return { config, note: (text) => this.note(text) }
  }

  /** What a command that hits people looks at before it does. */
  protected surroundings({ yes }: Pick<GlobalFlags, 'yes'>): Surroundings {
    return { host: thisHost(), asking: askHere(), note: (text) => this.note(text), yes }
  }

  /** With `--json` a failure is a document too; the sentence on standard error comes from the caller of the program. */
  protected override async catch(thrown: Error): Promise<void> {
    this.failing()
    const error = usageError(thrown, this.id?.replaceAll(':', ' ') ?? '', this.usageExitCode) ?? thrown
    if (error instanceof ChatctlError && this.argv.includes('--json')) {
      process.stdout.write(`${this.failureAsJson(error)}\n`)
    }
    throw error
  }

  protected failureAsJson({ id, message, fix }: ChatctlError): string {
    return jsonForTerminal({ error: { id, message, fix: aboutSameServer(fix) } })
  }
}
