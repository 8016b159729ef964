import { messageIdOf } from '../logging/journal/message-id.ts'
import { inLocale } from '../messages/both.ts'
import { type Locale, t } from '../messages/index.ts'
import { topicTexts } from '../messages/topic-texts.ts'
import { type Explanation, explanation } from './explanation.ts'
import { NAMES } from './names.ts'

/**
 * What `journalctl -x` says of our events and errors, as a message catalogue for `journalctl --update-catalog`: the
 * topics of `explain` in one language.
 */
export async function systemdCatalogue(locale: Locale): Promise<string> {
  const texts = await topicTexts(locale)
  const entries = NAMES.flatMap(({ kind, id, topic }) =>
    kind === 'event' || kind === 'error'
      ? [inLocale(locale, () => entry(messageIdOf(kind, id), explanation(topic, texts)))]
      : [],
  )
  return entries.join('\n')
}

function entry(messageId: string, { title, means, why, steps, checks }: Explanation): string {
  const reasons = why.map((reason, at) => `${at + 1}. ${reason}`)
  const todo = steps.flatMap(({ text, commands }) => [
    ...(text === '' ? [] : [`- ${text}`]),
    ...commands.map((command) => `    ${command}`),
  ])
  const proof = checks.map((check) => `    chatctl doctor ${check}`)
  const sections = [
    [t('explain.why'), reasons],
    [t('explain.todo'), todo],
    [t('explain.proof'), proof],
  ] as const
  const body = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([head, lines]) => [head, ...lines].join('\n'))
  return `-- ${messageId}\nSubject: ${title}\nDefined-By: chatctl\n\n${[means, ...body].join('\n\n')}\n`
}
