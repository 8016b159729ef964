import { basename } from 'node:path'
import type { Origin } from '../../config/effective.ts'
import { t } from '../../messages/index.ts'

/** Where a setting comes from, in a few words: `default`, `config.json:4`, `CHATCTL_SERVER_PORT`, `--port`. */
export function originText(origin: Origin, path: string | null): string {
  if (origin.kind === 'default') return t('configure.fromDefault')
  if (origin.kind === 'file') return `${basename(path ?? 'config.json')}:${origin.line}`
  return origin.name
}

/** The same for JSON output. */
export function originDocument(origin: Origin) {
  return {
    kind: origin.kind,
    line: origin.kind === 'file' ? origin.line : null,
    name: 'name' in origin ? origin.name : null,
  }
}
