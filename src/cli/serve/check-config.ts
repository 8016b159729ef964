import type { Diagnostic } from '../../config/diagnostic.ts'
import type { LoadedConfig } from '../../config/load.ts'
import { EXIT } from '../../errors/ids.ts'
import { render, t } from '../../messages/index.ts'
import { jsonForTerminal } from '../escape.ts'
import { renderDiagnostics } from '../render-diagnostics.ts'

/** What `serve --check-config` prints, and the exit code that says the same. */
export interface CheckedConfig {
  readonly text: string
  readonly exitCode: number
}

/** The judgement of a configuration, without starting anything. @param json  as one document instead of text */
export function checkedConfig(loaded: LoadedConfig, json: boolean): CheckedConfig {
  const exitCode = loaded.config === undefined ? EXIT.configuration : EXIT.ok
  return { text: json ? asDocument(loaded) : asText(loaded), exitCode }
}

function asText({ config, diagnostics, path, found }: LoadedConfig): string {
  const shown = diagnostics.length > 0 ? renderDiagnostics(diagnostics, path) : ''
  // The last line of what is shown says already that there are no errors.
  if (config === undefined || (found && shown !== '')) return shown
  return `${shown}${found ? t('serve.checkGood', { path: path ?? '' }) : t('serve.checkDefaults')}\n`
}

function asDocument({ config, path, found, diagnostics }: LoadedConfig): string {
  const document = {
    path: found ? path : null,
    usable: config !== undefined,
    findings: diagnostics.map(finding),
  }
  return `${jsonForTerminal(document)}\n`
}

/** A diagnostic in words; the lines of the file are left to the file. */
function finding({ severity, id, key, origin, line, column, message, expected, hint }: Diagnostic) {
  return {
    severity,
    id,
    key,
    origin: origin ?? null,
    line: line || null,
    column: column || null,
    message: render(message),
    expected: expected ? render(expected) : null,
    hint: hint ? render(hint) : null,
  }
}
