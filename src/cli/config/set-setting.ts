import { isSecretKey } from '../../config/effective.ts'
import { meant } from '../../config/overrides.ts'
import { expectedAt, schemaAt } from '../../config/schema-path.ts'
import { removeKey, setValue } from '../../config/set-value.ts'
import { asJson } from '../../config/show.ts'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { changeSetting, type MadeChange } from './change-setting.ts'
import { commandLine } from './command-line.ts'
import { openFile } from './open-config.ts'
import { settingPath } from './setting-key.ts'

/** What `config set` was told. */
export interface SetRequest {
  readonly config: string | undefined
  readonly key: string
  /** Several are a list; none with `useDefault`. */
  readonly values: readonly string[]
  /** Takes the key out, so that its default is in force. */
  readonly useDefault: boolean
  readonly dryRun: boolean
}

/** What became of it. */
export interface SetResult extends MadeChange {
  readonly key: string
  readonly path: string
  /** A variable of this shell that wins over the file here. */
  readonly overriddenHere: string | null
}

/**
 * Sets one setting in the file and brings it into force.
 *
 * @throws ChatctlError `config/unknown-setting`, `config/secret-argument`, `config/not-a-value`, and as `openFile` and
 * `changeSetting`
 */
export async function setSetting(request: SetRequest): Promise<SetResult> {
  const { config, values, useDefault, dryRun } = request
  const path = settingPath(request.key)
  const key = path.join('.')
  if (isSecretKey(key)) throw new ChatctlError('config/secret-argument', { key })
  const value = useDefault ? undefined : typedValue(path, values)
  const words = [
    'config',
    'set',
    key,
    ...(useDefault ? ['--default'] : values),
    ...(dryRun ? ['--dry-run'] : []),
  ]
  const loaded = await openFile({ config, words })
  const edit = (text: string) =>
    useDefault ? removeKey(text, path, 'lenient') : setValue(text, path, value, 'lenient')
  const made = await changeSetting({ loaded, words, edit, keepCopy: true, dryRun })
  const origin = loaded.origins[key] ?? null
  return { ...made, key, path: loaded.path, overriddenHere: origin }
}

function typedValue(path: readonly string[], values: readonly string[]): unknown {
  const key = path.join('.')
  const [only = ''] = values
  const value = values.length === 1 ? meant(path, only) : [...values]
  // A whole section would throw away what stands in it; the one below the sections is a single setting to people.
  const isSection = path.length === 1
  if (!isSection && schemaAt(path)?.safeParse(value).success) return upperCaseWhereMeant(path, value)
  const shown = values.length === 1 ? asJson(value) : asJson(values.join(' '))
  throw new ChatctlError('config/not-a-value', {
    key,
    value: shown,
    expected: isSection ? expectedKeys(path) : expectedAt(path),
    show: commandLine(['config', 'get', key], null),
  })
}

const expectedKeys = (path: readonly string[]) => ({
  ...expectedAt(path),
  key: 'configure.oneByOne' as const,
})

/** Words that are taken in any case are written as the reference has them. */
function upperCaseWhereMeant(path: readonly string[], value: unknown): unknown {
  const parsed = schemaAt(path)?.parse(value)
  return typeof value === 'string' && typeof parsed === 'string' ? parsed : value
}
