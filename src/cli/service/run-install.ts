import { join, resolve } from 'node:path'
import { ChatctlError } from '../../errors/chatctl-error.ts'
import { EXIT } from '../../errors/ids.ts'
import { t } from '../../messages/index.ts'
import { launchdText } from '../../service/launchd-text.ts'
import { SYSTEM_LAYOUT, userLayout } from '../../service/layout.ts'
import type { Placing } from '../../service/program.ts'
import { windowsText } from '../../service/windows-text.ts'
import type { Consent } from '../consent.ts'
import { changeDocument } from './change-document.ts'
import { whyNot } from './change-power.ts'
import { installScreen } from './change-screen.ts'
import { install } from './install.ts'
import type { Printing } from './run-power.ts'
import { ownCommand, serviceCommand } from './surroundings.ts'

interface Flags {
  readonly 'dry-run': boolean
  readonly user: boolean
  readonly 'with-timers': boolean
  readonly 'no-start': boolean
  readonly restart: boolean
  readonly force: boolean
  readonly program: Placing
  readonly platform?: 'launchd' | 'windows' | undefined
  readonly consent: Consent
  readonly hasCommand: (id: string) => boolean
}

/**
 * The unit has its configuration in a fixed place: one that is named is not silently left aside.
 *
 * @throws ChatctlError `cli/usage`
 */
export function onlyUsualConfig({
  config,
  user,
}: {
  readonly config?: string | undefined
  readonly user: boolean
}): void {
  const usual = (user ? userLayout(process.env) : SYSTEM_LAYOUT).config
  if (config === undefined || resolve(config) === usual) return
  throw new ChatctlError('cli/usage', {
    problem: t('service.fixedConfig', { path: usual }),
    command: 'service install',
  })
}

/** `chatctl service install`. @returns the exit code */
export async function runInstall(flags: Flags, { print, note }: Printing): Promise<number> {
  const command = serviceCommand(flags.user, flags.consent, note)
  if (flags.platform !== undefined) {
    const program = { node: process.execPath, script: join(command.here.root, 'bin/run.js') }
    const content = flags.platform === 'launchd' ? launchdText(program) : windowsText(program)
    print({ schema: 'chatctl/service-file/1', platform: flags.platform, content }, () => content.trimEnd())
    return EXIT.ok
  }
  const change = await install(command, {
    dryRun: flags['dry-run'],
    withTimers: flags['with-timers'],
    start: !flags['no-start'],
    restart: flags.restart,
    force: flags.force,
    placing: flags.program,
    hasCommand: flags.hasCommand,
  })
  const { name } = command.layout
  for (const text of change.notes) note(text)
  const failure = change.power?.outcome === 'failed' ? await whyNot(command, change.power.unit) : null
  print(changeDocument(change, name), () => installScreen(change, command, failure))
  if (flags['no-start'] && change.outcome === 'done')
    note(t('service.notStarted', { command: ownCommand(command, 'service start') }))
  return change.outcome === 'failed' ? EXIT.failed : EXIT.ok
}
