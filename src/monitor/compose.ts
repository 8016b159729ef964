import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Host } from '../host/host.ts'
import { t } from '../messages/index.ts'
import { knownSecrets } from '../report/known-secrets.ts'
import { Redactor } from '../report/redact/redactor.ts'
import { unitFiles } from '../report/unit-files.ts'
import { ALERT_SCHEMA, type Alert, type AlertEvent } from './alert.ts'
import type { Look } from './look.ts'

/** Puts together what is sent, without any secret of this machine: findings quote files and logs. */
export async function composeAlert(
  host: Host,
  look: Look,
  events: readonly AlertEvent[],
  signal: AbortSignal,
): Promise<Alert> {
  const { target, verdict, at } = look
  const unit = await unitFiles(host, target, signal)
  const secrets = await knownSecrets(host, target, unit.seen ? unit.value.stdout : '')
  const redactor = new Redactor({ level: 'none', secrets, users: [], hosts: [] })
  const clean = events.map((event) => ({
    ...event,
    message: redactor.text(event.message),
    commands: event.commands.map((command) => redactor.text(command)),
  }))
  const name = hostname()
  return {
    schema: ALERT_SCHEMA,
    id: randomUUID(),
    at: new Date(at).toISOString(),
    host: name,
    server: target.loaded.path ?? target.settings.data.directory,
    unit: target.unitName,
    outcome: verdict.outcome,
    text: [t('monitor.headline', { host: name }), ...clean.map(alertLine)].join('\n'),
    events: clean,
    dropped: 0,
  }
}

/** An event as one line, with the command that helps. */
export function alertLine({ kind, check, message, commands }: AlertEvent): string {
  const what = check === null ? message : `${check}: ${message}`
  const line = `${t(`monitor.kind.${kind}`)}  ${what.replaceAll(/\s*\n\s*/g, ' / ')}`
  return commands[0] === undefined ? line : `${line}\n    ${commands[0]}`
}
