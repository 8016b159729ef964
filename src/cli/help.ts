import { stripVTControlCharacters } from 'node:util'
import { Help } from '@oclif/core/help'
import { currentLocale, type MessageKey, t } from '../messages/index.ts'

/** The heads of the sections that oclif puts into a help page, and where our words for them are. */
const HEADS: Readonly<Record<string, MessageKey>> = {
  USAGE: 'cli.help.usage',
  ARGUMENTS: 'cli.help.arguments',
  FLAGS: 'cli.help.flags',
  'GLOBAL FLAGS': 'cli.help.globalFlags',
  DESCRIPTION: 'cli.help.description',
  ALIASES: 'cli.help.aliases',
  EXAMPLES: 'cli.help.examples',
  COMMANDS: 'cli.help.commands',
  TOPICS: 'cli.help.topics',
  VERSION: 'cli.help.version',
}

/** oclif's help pages in the reader's language; an unknown word is answered as everywhere else. */
export default class LocalHelp extends Help {
  override async showHelp(argv: string[]): Promise<void> {
    try {
      await super.showHelp(argv)
    } catch (error) {
      const [, id] = /^Command (.+) not found\.$/s.exec((error as Error).message) ?? []
      if (id === undefined) throw error
      await this.config.runHook('command_not_found', { id, argv })
    }
  }

  protected override log(...words: unknown[]): void {
    // The way of oclif minds no reader who has gone, as `head` does after its lines.
    super.log(words.map((word) => this.#translated(String(word))).join(' '))
  }

  #translated(page: string): string {
    if (currentLocale() === 'en') return page
    return page
      .split('\n')
      .map((line) => {
        const head = stripVTControlCharacters(line)
        const key = HEADS[head]
        return key === undefined ? line : line.replace(head, t(key))
      })
      .join('\n')
      .replaceAll('[default: ', `[${t('cli.help.default')}`)
      .replaceAll('<options: ', `<${t('cli.help.options')}`)
  }
}
