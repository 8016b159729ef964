import { type MessageKey, render, t } from '../messages/index.ts'
import { fileSchema } from './schema.ts'
import { expectedAt, leafPaths } from './schema-path.ts'

/** Where a server without a configuration keeps its files: in `data` below the folder it is started in. */
const FOLDER = 'data'

/**
 * A config.json with every default, in the order of the reference. A server that is started in its folder does just what
 * it did without the file.
 */
export function defaultFile(): string {
  const { logging, data, ...sections } = fileSchema.parse({})
  const inFolder = (path: string) => `${FOLDER}/${path}`
  const settings = {
    ...sections,
    logging: { ...logging, file: inFolder(logging.file) },
    data: {
      banned_ips_file: inFolder(data.banned_ips_file),
      muted_ips_file: inFolder(data.muted_ips_file),
    },
  }
  return `${JSON.stringify(settings, null, 2)}\n`
}

/** What every setting does, to lie beside the file: JSON has no comments. In the reader's language. */
export function settingsGuide(): string {
  const blocks = leafPaths().map((path) => {
    const about = t(`settings.${path.slice(0, 2).join('.')}` as MessageKey)
    const expected = t('config.frame.expected', { what: render(expectedAt(path)) })
    return `${path.join('.')}\n  ${about}\n  ${expected}`
  })
  return `${[t('config.guide'), ...blocks].join('\n\n')}\n`
}
