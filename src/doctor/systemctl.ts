import { dirname } from 'node:path'
import type { SelfFacts } from '../facts/shapes/self.ts'
import type { UnitState } from '../facts/shapes/unit.ts'

type Managed = Pick<UnitState, 'name' | 'user' | 'isOfUser' | 'fragmentPath'>
type Startable = Managed & Pick<UnitState, 'activeState' | 'subState' | 'restarts'>
type Argv = readonly [string, ...string[]]

/**
 * A command for the systemd that has the unit: the machine's, the one of who asks, or for root the one of another user.
 *
 * @example systemctl(unit, self, 'start', unit.name) // ['systemctl', '--user', 'start', 'chatserver']
 */
export function systemctl(unit: Managed | null, self: SelfFacts, ...words: string[]): Argv {
  return ['systemctl', ...managerOf(unit, self), ...words]
}

/** The same as it is typed to change something. Over the services of a user nobody but him decides, root included. */
export function typeSystemctl(unit: Managed | null, self: SelfFacts, ...words: string[]): string {
  return (unit?.isOfUser ? '' : self.sudo) + lookSystemctl(unit, self, ...words)
}

/**
 * What brings a unit up as it is typed. One that has failed a few times is refused by systemd for minutes, however whole it is
 * by then, unless its failures are forgotten first.
 */
export function typeUp(unit: Startable, self: SelfFacts, word: 'start' | 'restart'): string[] {
  const words = hasFailed(unit) ? ['reset-failed', 'restart'] : [word]
  return words.map((one) => typeSystemctl(unit, self, one, unit.name))
}

/** Whether a unit has failed, and is down or about to be tried again. Then a start may be the one that is about to fail. */
export function hasFailed({ activeState, subState, restarts }: Startable): boolean {
  return (
    activeState === 'failed' || subState === 'auto-restart' || (activeState === 'activating' && restarts > 0)
  )
}

/** The same as it is typed to look, which everybody may. */
export function lookSystemctl(unit: Managed | null, self: SelfFacts, ...words: string[]): string {
  return systemctl(unit, self, ...words).join(' ')
}

/** Shows what the unit has said. */
export function journalCommand(unit: Managed, self: SelfFacts): string {
  if (!unit.isOfUser) return `journalctl -u ${unit.name} -n 50 --no-pager`
  if (unit.user === self.user) return `journalctl --user-unit ${unit.name} -n 50 --no-pager`
  return `journalctl _SYSTEMD_USER_UNIT=${unit.name}.service -n 50 --no-pager`
}

/**
 * Adds lines to the [Service] section of a unit in a file of their own, and starts it anew. Of two files the later name wins,
 * and `systemctl edit` writes override.conf.
 *
 * @param file  what the lines are for
 * @param lines  as printf takes them, quoted for a shell
 */
export function dropInCommands(unit: Startable, self: SelfFacts, file: string, lines: string): string[] {
  const sudo = unit.isOfUser ? '' : self.sudo
  const parent = unit.isOfUser
    ? dirname(unit.fragmentPath ?? '~/.config/systemd/user/.')
    : '/etc/systemd/system'
  const folder = `${parent}/${unit.name}.service.d`
  return [
    `${sudo}mkdir -p ${folder}`,
    `printf ${lines} | ${sudo}tee ${folder}/zz-${file}.conf`,
    typeSystemctl(unit, self, 'daemon-reload'),
    ...typeUp(unit, self, 'restart'),
  ]
}

function managerOf(unit: Managed | null, self: SelfFacts): string[] {
  if (!unit?.isOfUser) return []
  return unit.user === null || unit.user === self.user ? ['--user'] : ['--user', '-M', `${unit.user}@`]
}
