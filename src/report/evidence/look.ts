import { join } from 'node:path'
import { withoutSecrets } from '../../config/secrets.ts'
import type { Target } from '../../facts/target.ts'
import type { CommandOutput, Host } from '../../host/host.ts'
import { provenance } from '../../host/live-host.ts'
import { maskWords } from '../../host/mask-secrets.ts'
import { type Observed, unseen } from '../../host/observed.ts'
import type { Crash, Evidence } from './evidence.ts'
import { recentLog, type Span } from './recent.ts'

const MOST_CONFIG = 256 * 1024

/**
 * Looks at everything that a report shows beside the facts, all at once. Never rejects.
 *
 * @param files the unit's, which others look at too
 */
export async function lookAtEvidence(
  host: Host,
  target: Target,
  span: Span,
  files: Promise<Observed<CommandOutput>>,
  signal: AbortSignal,
): Promise<Evidence> {
  const { loaded, settings } = target
  const [recent, unitText, crash] = await Promise.all([
    recentLog(settings.logging.file, span, signal),
    files.then(shownUnit),
    lastCrash(host, settings.data.directory),
  ])
  return { recent, configText: configText(loaded.path, loaded.found, loaded.text), unitText, crash }
}

function configText(path: string | null, found: boolean, text: string): Evidence['configText'] {
  const from = provenance(path ?? 'config.json', performance.now())
  if (path === null || !found) return unseen('missing', path ?? 'config.json', from)
  const shown = withoutSecrets(text)
  return {
    seen: true,
    value: { path, text: shown.slice(0, MOST_CONFIG), cut: shown.length > MOST_CONFIG },
    from,
  }
}

function shownUnit(asked: Observed<CommandOutput>): Evidence['unitText'] {
  if (!asked.seen) return asked
  if (asked.value.exitCode !== 0) return unseen('missing', asked.value.stderr.trim(), asked.from)
  const lines = asked.value.stdout.split('\n').map((line) => {
    const [, head, variables] = /^(\s*Environment\s*=)(.*)$/.exec(line) ?? []
    return head === undefined ? maskWords(line) : head + withoutValues(variables ?? '')
  })
  return { seen: true, value: { text: lines.join('\n') }, from: asked.from }
}

/** The values of variables may be secrets under any name. */
function withoutValues(variables: string): string {
  return variables.replace(/"(?:\\.|[^"\\])*"|'[^']*'|\S+/g, (word) =>
    word.replace(/=.*$/s, /^["']/.test(word) ? `=***${word[0]}` : '=***'),
  )
}

async function lastCrash(host: Host, directory: string): Promise<Observed<Crash>> {
  const read = await host.readText(join(directory, 'last-crash.json'), { maxBytes: 256 * 1024 })
  if (!read.seen) return read
  try {
    const { time, version, node, error, stack, uptimeSeconds, rssBytes } = JSON.parse(read.value)
    return {
      seen: true,
      value: { time, version, node, error, stack, uptimeSeconds, rssBytes },
      from: read.from,
    }
  } catch {
    return unseen('failed', 'last-crash.json: JSON', read.from)
  }
}
