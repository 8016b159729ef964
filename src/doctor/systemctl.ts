import { dirname } from 'node:path'
import type { SelfFacts } from '../facts/shapes/self.ts'
import type { UnitState } from '../facts/shapes/unit.ts'

type Managed = Pick<UnitState, 'name' | 'user' | 'isOfUser' | 'fragmentPath'>
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
 * Adds lines to the [Service] section of a unit in a file of their own, and starts it anew.
 *
 * @param lines  as printf takes them, quoted for a shell
 */
export function dropInCommands(unit: Managed, self: SelfFacts, file: string, lines: string): string[] {
  const sudo = unit.isOfUser ? '' : self.sudo
  const parent = unit.isOfUser
    ? dirname(unit.fragmentPath ?? '~/.config/systemd/user/.')
    : '/etc/systemd/system'
  const folder = `${parent}/${unit.name}.service.d`
  return [
    `${sudo}mkdir -p ${folder}`,
    `printf ${lines} | ${sudo}tee ${folder}/${file}`,
    typeSystemctl(unit, self, 'daemon-reload'),
    typeSystemctl(unit, self, 'restart', unit.name),
  ]
}

function managerOf(unit: Managed | null, self: SelfFacts): string[] {
  if (!unit?.isOfUser) return []
  return unit.user === null || unit.user === self.user ? ['--user'] : ['--user', '-M', `${unit.user}@`]
}
